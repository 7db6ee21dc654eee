package io.herd.server.mqtt;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How long a client may be silent. Times are those of {@link System#nanoTime}.
 *
 * @param nanos within which something must come; 0 if the client has not said so
 * @param idleNanos within which something must come or go where the client has not said so
 */
record KeepAlive(long nanos, long idleNanos) {
    /** A client is silent for too long after so many halves of what it has said. */
    private static final int HALVES = 3;

    private static final long HALF_SECOND_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    /** @param seconds what the client has said; 0 for nothing */
    static KeepAlive of(int seconds, Duration idle) {
        return new KeepAlive(HALVES * HALF_SECOND_NANOS * seconds, idle.toNanos());
    }

    /**
     * Whether a client is silent for too long.
     *
     * @param heardAt when something came from it last
     * @param takenAt when it took something last
     */
    boolean isOver(long now, long heardAt, long takenAt) {
        return nanos > 0 ? now - heardAt >= nanos : now - heardAt >= idleNanos && now - takenAt >= idleNanos;
    }
}
