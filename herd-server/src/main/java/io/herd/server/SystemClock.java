package io.herd.server;

import java.time.Instant;
import java.util.function.LongSupplier;

/** POSIX time in nanoseconds, as fine as the system gives it. */
final class SystemClock implements LongSupplier {
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    @Override
    public long getAsLong() {
        Instant now = Instant.now();
        return now.getEpochSecond() * NANOS_PER_SECOND + now.getNano();
    }
}
