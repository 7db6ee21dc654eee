package io.herd.server.net;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes that a server's connections make it hold, whatever they are for: what was read and is not dealt with yet, what
 * waits to be sent, and what a connection takes by itself. Safe for any number of threads.
 */
public final class MemoryAccount {
    private final long limit;
    private final long tight;
    private final AtomicLong used = new AtomicLong();

    /** @param limit how many bytes there may be */
    public MemoryAccount(long limit) {
        this.limit = limit;
        this.tight = limit - limit / 4;
    }

    /** So many bytes more are held, or fewer if negative. */
    public void add(long bytes) {
        used.addAndGet(bytes);
    }

    /** Whether newcomers are to be refused, and nothing more be taken from who has something waiting. */
    public boolean isTight() {
        return used.get() > tight;
    }

    /** Whether somebody must go. */
    public boolean isSpent() {
        return used.get() > limit;
    }

    public long used() {
        return used.get();
    }

    public long limit() {
        return limit;
    }
}
