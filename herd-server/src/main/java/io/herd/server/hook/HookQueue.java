package io.herd.server.hook;

import io.herd.protocol.Bytes;
import io.herd.protocol.FenceName;
import io.herd.server.fence.FenceEvent;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The events that one target has yet to be sent: of each client at each fence only the newest. One batch is in flight at a time, so that
 * the events of a client arrive in their order. Times are nanoseconds of a clock that never goes back. Confined to one thread.
 */
final class HookQueue {
    /** So many events are in one request. */
    static final int BATCH = 100;

    private static final int MOST = 100_000;
    private static final long LONGEST_NANOS = 24 * 3_600 * 1_000_000_000L;
    private static final long FIRST_PAUSE_NANOS = 1_000_000_000L;
    private static final long LONGEST_PAUSE_NANOS = 300 * 1_000_000_000L;

    private final Random random;
    private final HookCounters counters;
    private final Map<Key, Owed> owed = new LinkedHashMap<>();
    private List<Owed> inFlight = List.of();
    private long pause = FIRST_PAUSE_NANOS;
    private long notBefore = Long.MIN_VALUE;

    private record Key(FenceName fence, Bytes client) {
        static Key of(FenceEvent event) {
            return new Key(event.fence().name(), event.client());
        }
    }

    private record Owed(FenceEvent event, long since) {}

    HookQueue(Random random, HookCounters counters) {
        this.random = random;
        this.counters = counters;
    }

    void add(FenceEvent event, long now) {
        Key key = Key.of(event);
        owed.remove(key);
        if (owed.size() < MOST) {
            owed.put(key, new Owed(event, now));
        } else {
            counters.dropped.increment();
        }
    }

    /** Takes a batch, unless one is in flight or it is too early; empty if there is none. */
    List<FenceEvent> take(long now) {
        forget(now, LONGEST_NANOS, counters.expired::increment);
        if (!inFlight.isEmpty() || (notBefore != Long.MIN_VALUE && now - notBefore < 0)) {
            return List.of();
        }
        inFlight = owed.values().stream().limit(BATCH).toList();
        inFlight.forEach(each -> owed.remove(Key.of(each.event)));
        return inFlight.stream().map(Owed::event).toList();
    }

    /** The target has taken the batch. */
    void delivered() {
        counters.delivered.add(inFlight.size());
        inFlight = List.of();
        pause = FIRST_PAUSE_NANOS;
        notBefore = Long.MIN_VALUE;
    }

    /** The target has not taken the batch: it is owed again, before all others, but for what has been superseded. */
    void failed(long now) {
        counters.failures.increment();
        Map<Key, Owed> later = new LinkedHashMap<>(owed);
        owed.clear();
        inFlight.stream()
                .filter(each -> !later.containsKey(Key.of(each.event)))
                .forEach(each -> owed.put(Key.of(each.event), each));
        owed.putAll(later);
        inFlight = List.of();
        notBefore = now + pause / 2 + random.nextLong(pause / 2);
        pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
    }

    /** Drops the events that are older than so much. */
    void forget(long now, long age, Runnable dropped) {
        Iterator<Owed> oldest = owed.values().iterator();
        while (oldest.hasNext() && now - oldest.next().since > age) {
            oldest.remove();
            dropped.run();
        }
    }

    int size() {
        return owed.size() + inFlight.size();
    }
}
