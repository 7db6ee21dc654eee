package io.herd.server.tls;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Limits the log of failed handshakes, which strangers can cause without end. Safe for any number of threads. */
final class FailureLog {
    private static final long INTERVAL = TimeUnit.MINUTES.toNanos(1);

    private final AtomicLong next;

    /** @param now a time in ns as below */
    FailureLog(long now) {
        next = new AtomicLong(now);
    }

    /**
     * Whether a failure is to be logged.
     *
     * @param now a time in ns that never goes back
     */
    boolean isDue(long now) {
        long due = next.get();
        return now - due >= 0 && next.compareAndSet(due, now + INTERVAL);
    }
}
