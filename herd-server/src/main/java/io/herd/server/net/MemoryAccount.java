package io.herd.server.net;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Accounts for the memory of a server's connections: input that is not processed yet, output that
 * waits, and the fixed cost of each connection. Safe for any number of threads.
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

    /** Whether new connections are to be refused, and connections with output waiting are not to be read. */
    public boolean isTight() {
        return used.get() > tight;
    }

    /** Whether connections must be closed. */
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
