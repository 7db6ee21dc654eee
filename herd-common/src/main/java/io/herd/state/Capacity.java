package io.herd.state;

import static java.util.Objects.requireNonNull;

import io.herd.protocol.RecordKind;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many records of each kind a store holds, and how many bytes it has allocated for them, within limits. Safe for any number of
 * threads.
 */
final class Capacity {
    private final int mostClients;
    private final long mostBytes;
    private final int mostFences;
    private final Map<RecordKind, AtomicInteger> counts = new EnumMap<>(RecordKind.class);
    private final AtomicLong bytes = new AtomicLong();
    /** Whether bytes were refused since the last were given back. */
    private volatile boolean isShort;

    /** Room for any number of fences. */
    Capacity(int mostClients, long mostBytes) {
        this(mostClients, Integer.MAX_VALUE, mostBytes);
    }

    Capacity(int mostClients, int mostFences, long mostBytes) {
        this.mostClients = mostClients;
        this.mostFences = mostFences;
        this.mostBytes = mostBytes;
        for (RecordKind kind : RecordKind.values()) {
            counts.put(kind, new AtomicInteger());
        }
    }

    private AtomicInteger counter(RecordKind kind) {
        return requireNonNull(counts.get(kind));
    }

    /** Takes room for one more record; false if there is none. Tombstones are not limited in their number. */
    boolean add(RecordKind kind) {
        boolean fits = counter(kind).incrementAndGet() <= most(kind);
        if (!fits) {
            remove(kind);
        }
        return fits;
    }

    private int most(RecordKind kind) {
        return switch (kind) {
            case REPORT, READINGS, CARD -> mostClients;
            case FENCE -> mostFences;
            case DELETED_CLIENT, DELETED_FENCE, DELETED_READINGS, DELETED_CARD -> Integer.MAX_VALUE;
        };
    }

    /** Gives back the room of a record. */
    void remove(RecordKind kind) {
        int _ = counter(kind).decrementAndGet();
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

    /** Takes bytes for what cannot be refused any more, or gives them back; what is added later has less room. */
    void charge(long more) {
        bytes.addAndGet(more);
    }

    boolean isFull() {
        return isShort || count(RecordKind.REPORT) >= mostClients;
    }

    /** How many records of a kind there are. */
    int count(RecordKind kind) {
        return counter(kind).get();
    }

    long bytes() {
        return bytes.get();
    }
}
