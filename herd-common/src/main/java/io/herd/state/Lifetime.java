package io.herd.state;

import io.herd.protocol.RecordKind;

/** Tells which records are expired at a horizon; {@link Expiry} says how. */
@FunctionalInterface
interface Lifetime {
    /**
     * Whether a record is expired.
     *
     * @param timeNanos the time that stands in it
     */
    boolean isExpired(long timeNanos, RecordKind kind, long horizon);
}
