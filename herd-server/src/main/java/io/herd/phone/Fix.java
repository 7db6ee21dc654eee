package io.herd.phone;

import io.herd.protocol.DecimalDegrees;
import io.herd.protocol.Readings;

/**
 * Where a device was.
 *
 * @param timeNanos when: POSIX time in nanoseconds, or {@link #NOW}
 * @param readings what else it told
 */
public record Fix(DecimalDegrees position, long timeNanos, Readings readings) {
    /** The device did not say when: it is the time of receipt. */
    public static final long NOW = -1;
}
