package io.herd.server;

import io.herd.config.ConnectionLimits;
import io.herd.server.client.ClientCounters;
import io.herd.server.net.MemoryAccount;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A server's open connections, counted against the limits. Safe for any number of threads. */
final class Connections {
    /** How many connections beyond the limits are answered that there are too many. */
    static final int LOBBY = 64;

    private final ConnectionLimits limits;
    private final MemoryAccount memory;
    private final ClientCounters counters;
    private final AtomicInteger open = new AtomicInteger();
    private final ConcurrentMap<String, Integer> perAddress = new ConcurrentHashMap<>();

    /** How a new connection is treated. */
    enum Entry {
        /** It is served. */
        WELCOME,
        /** There are too many; it is told so and closed. */
        CROWDED,
        /** There are far too many; it is closed at once. */
        TURNED_AWAY
    }

    /** @param memory new connections are refused while it is tight */
    Connections(ConnectionLimits limits, MemoryAccount memory, ClientCounters counters) {
        this.limits = limits;
        this.memory = memory;
        this.counters = counters;
    }

    /** A connection was opened from an address. {@link #leave} must follow, however it is treated. */
    Entry enter(String address) {
        counters.connections.increment();
        int beyond = Math.max(
                open.incrementAndGet() - limits.connections(),
                perAddress.merge(address, 1, Integer::sum) - limits.connectionsPerAddress());
        if (beyond <= 0 && !memory.isTight()) {
            return Entry.WELCOME;
        }
        counters.crowded.increment();
        return beyond <= LOBBY && !memory.isTight() ? Entry.CROWDED : Entry.TURNED_AWAY;
    }

    /** A connection from an address was closed. */
    void leave(String address) {
        counters.closed.increment();
        open.decrementAndGet();
        perAddress.computeIfPresent(address, (_, count) -> count == 1 ? null : count - 1);
    }
}
