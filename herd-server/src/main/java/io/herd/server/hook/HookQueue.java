package io.herd.server.hook;

import io.herd.protocol.Bytes;
import io.herd.protocol.FenceName;
import io.herd.server.fence.FenceEvent;
import java.util.ArrayList;
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
    /** How long their reports may be together, but for the last one. */
    static final int BATCH_BYTES = 64 * 1024;
    /** More is not kept. */
    static final long MOST_BYTES = 20_000_000;

    /** About how many bytes it takes to keep an event, besides its report. */
    private static final int OWED_BYTES = 400;

    private static final long LONGEST_NANOS = 24 * 3_600 * 1_000_000_000L;
    private static final long FIRST_PAUSE_NANOS = 1_000_000_000L;
    private static final long LONGEST_PAUSE_NANOS = 300 * 1_000_000_000L;

    private final Random random;
    private final HookCounters counters;
    private final Map<Key, Owed> owed = new LinkedHashMap<>();
    private List<Owed> inFlight = List.of();
    private long heldBytes;
    private long pause = FIRST_PAUSE_NANOS;
    private long notBefore = Long.MIN_VALUE;

    private record Key(FenceName fence, Bytes client) {}

    /** @param wasSent whether a target has not taken it */
    private record Owed(FenceEvent event, long since, boolean wasSent) {
        Key key() {
            return new Key(event.fence().name(), event.client());
        }

        int reportBytes() {
            return event.cause().line().length();
        }

        int bytes() {
            return OWED_BYTES + reportBytes();
        }
    }

    HookQueue(Random random, HookCounters counters) {
        this.random = random;
        this.counters = counters;
    }

    void add(FenceEvent event, long now) {
        var fresh = new Owed(event, now, false);
        Owed before = owed.remove(fresh.key());
        heldBytes -= before == null ? 0 : before.bytes();
        if (heldBytes + fresh.bytes() <= MOST_BYTES) {
            owed.put(fresh.key(), fresh);
            heldBytes += fresh.bytes();
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
        List<Owed> batch = new ArrayList<>();
        Iterator<Owed> oldest = owed.values().iterator();
        int reportBytes = 0;
        while (batch.size() < BATCH && reportBytes < BATCH_BYTES && oldest.hasNext()) {
            Owed next = oldest.next();
            oldest.remove();
            reportBytes += next.reportBytes();
            counters.retried.add(next.wasSent ? 1 : 0);
            batch.add(next);
        }
        inFlight = batch;
        return batch.stream().map(Owed::event).toList();
    }

    /** The target has taken the batch. */
    void delivered() {
        counters.delivered.add(inFlight.size());
        inFlight.forEach(each -> heldBytes -= each.bytes());
        inFlight = List.of();
        pause = FIRST_PAUSE_NANOS;
        notBefore = Long.MIN_VALUE;
    }

    /** The target has not taken the batch: it is owed again, before all others, but for what has been superseded. */
    void failed(long now) {
        Map<Key, Owed> later = new LinkedHashMap<>(owed);
        owed.clear();
        for (Owed each : inFlight) {
            if (later.containsKey(each.key())) {
                heldBytes -= each.bytes();
            } else {
                owed.put(each.key(), new Owed(each.event, each.since, true));
            }
        }
        owed.putAll(later);
        inFlight = List.of();
        notBefore = now + pause / 2 + random.nextLong(pause / 2);
        pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
    }

    /** Drops the events that are older than so much. */
    void forget(long now, long age, Runnable dropped) {
        Iterator<Owed> oldest = owed.values().iterator();
        while (oldest.hasNext()) {
            Owed next = oldest.next();
            if (now - next.since <= age) {
                return;
            }
            oldest.remove();
            heldBytes -= next.bytes();
            dropped.run();
        }
    }

    int size() {
        return owed.size() + inFlight.size();
    }

    /** About how many bytes it holds. */
    long heldBytes() {
        return heldBytes;
    }
}
