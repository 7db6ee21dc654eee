package io.herd.server.log;

import java.util.concurrent.atomic.AtomicLong;

/**
 * So many bytes a second, in bursts of at most one second's. Once that is spent nothing is given for a moment, so that
 * under a flood some that follow each other get through, and not here one and there one. It remembers only when all that
 * was taken so far would be through at that rate. Safe for any number of threads.
 */
final class ByteRate {
    private static final long SECOND = 1_000_000_000;
    /** At 1 MiB a second some twenty lines come in it. */
    private static final long MOMENT = SECOND / 500;

    private final double nanosPerByte;
    private final AtomicLong throughAt;
    private volatile boolean isSpent;

    /** @param now a time in ns that never goes back, as all that {@link #take} is given */
    ByteRate(long bytesPerSecond, long now) {
        nanosPerByte = (double) SECOND / bytesPerSecond;
        throughAt = new AtomicLong(now);
    }

    /**
     * Takes so many bytes, however many; false, and none taken, if a second's worth has been taken ahead of time, and for a
     * moment after that.
     */
    boolean take(int bytes, long now) {
        while (true) {
            long through = throughAt.get();
            long ahead = Math.max(0, through - now);
            if (ahead >= (isSpent ? SECOND - MOMENT : SECOND)) {
                isSpent = true;
                return false;
            }
            if (throughAt.compareAndSet(through, now + ahead + (long) (bytes * nanosPerByte))) {
                isSpent = false;
                return true;
            }
        }
    }
}
