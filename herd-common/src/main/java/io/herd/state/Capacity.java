package io.herd.state;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many clients and tombstones a store holds, and how many bytes it has allocated for them, within limits. Safe for any number of
 * threads.
 */
final class Capacity {
    private final int mostClients;
    private final long mostBytes;
    private final AtomicInteger clients = new AtomicInteger();
    private final AtomicInteger tombstones = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    /** Whether bytes were refused since the last were given back. */
    private volatile boolean isShort;

    Capacity(int mostClients, long mostBytes) {
        this.mostClients = mostClients;
        this.mostBytes = mostBytes;
    }

    /** Takes room for one more client, or tombstone; false if there is none. Only clients are limited in their number. */
    boolean add(boolean isTombstone) {
        if (isTombstone) {
            tombstones.incrementAndGet();
            return true;
        }
        boolean fits = clients.incrementAndGet() <= mostClients;
        if (!fits) {
            clients.decrementAndGet();
        }
        return fits;
    }

    /** Gives back the room of a client, or tombstone. */
    void remove(boolean isTombstone) {
        (isTombstone ? tombstones : clients).decrementAndGet();
    }

    /** Takes so many bytes more, before they are allocated; false, and none taken, if that is too much. */
    boolean addBytes(long more) {
        boolean fits = bytes.addAndGet(more) <= mostBytes || more <= 0;
        if (!fits) {
            bytes.addAndGet(-more);
        }
        isShort = !fits;
        return fits;
    }

    boolean isFull() {
        return isShort || clients.get() >= mostClients;
    }

    long clients() {
        return clients.get();
    }

    long tombstones() {
        return tombstones.get();
    }

    long bytes() {
        return bytes.get();
    }
}
