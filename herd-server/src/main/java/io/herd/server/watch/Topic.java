package io.herd.server.watch;

import io.herd.geo.Position;
import io.herd.protocol.ByteWriter;
import io.herd.protocol.Bytes;
import io.herd.protocol.Report;
import io.herd.state.HerdState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** An interest and all who have it: what is said to one is said to all, so it is written once. Confined to one thread. */
class Topic {
    /** What it takes to tell one watcher may take a tenth of a processor's time: the more there are, the seldomer they are told. */
    private static final long NANOS_PER_WATCHER = 100_000;
    /** Where it takes longer, as it does while they do not keep up, it is measured; a tenth is the rule up to this pause. */
    private static final long MOST_PAUSE_NANOS = 2_000_000_000;

    private static final int TENTH = 10;

    private final Interest interest;
    private final Map<Executor, Set<Watcher>> watchers = new LinkedHashMap<>();
    /** The names of the clients that are of interest now, by their hashes. */
    private final Map<Long, Bytes> covered = new HashMap<>();
    /** Those of whom something is to be said. */
    private Map<Bytes, Presence> changed = new LinkedHashMap<>();

    /** The names of all, as whoever begins to watch is given them; null if others are of interest by now. */
    private @Nullable List<Bytes> names;

    private int size;
    private long toldAt;
    private boolean isComplete;
    /** How many event loops are telling their watchers what has changed, and the longest that it took one the last time. */
    private final AtomicInteger telling = new AtomicInteger();

    private final AtomicLong tellingNanos = new AtomicLong();

    Topic(Interest interest, long now) {
        this.interest = interest;
        toldAt = now - NANOS_PER_WATCHER;
    }

    Interest interest() {
        return interest;
    }

    /** Adds a watcher; it is told what is known once the topic is {@linkplain #complete complete}. */
    void add(Watcher watcher, Executor loop) {
        boolean isNew =
                watchers.computeIfAbsent(loop, _ -> new LinkedHashSet<>()).add(watcher);
        size += isNew ? 1 : 0;
        if (isComplete) {
            List<Bytes> known = names();
            loop.execute(() -> watcher.began(interest, known));
        }
    }

    /** Removes a watcher. If it still waits to be told what is known, that is nothing. */
    void remove(Watcher watcher, Executor loop) {
        Set<Watcher> ofLoop = watchers.get(loop);
        if (ofLoop != null && ofLoop.remove(watcher)) {
            size--;
            if (ofLoop.isEmpty()) {
                watchers.remove(loop);
            }
            if (!isComplete) {
                loop.execute(() -> watcher.began(interest, List.of()));
            }
        }
    }

    boolean isUnwatched() {
        return size == 0;
    }

    /** Takes in a client that is of interest, and of which nothing is to be said. */
    final void cover(long key, Report report) {
        Bytes _ = coveredName(key, report);
    }

    private Bytes coveredName(long key, Report report) {
        Bytes known = covered.get(key);
        if (known != null) {
            return known;
        }
        Bytes name = report.client().copy();
        covered.put(key, name);
        names = null;
        noteCovered(key);
        return name;
    }

    /** A client is of interest that was not. */
    void noteCovered(long key) {}

    /** A client is of interest no more. */
    void noteUncovered(long key) {}

    /** All clients that were of interest have been taken in: watchers are told of them, and from now on of changes. */
    void complete() {
        isComplete = true;
        changed.clear();
        List<Bytes> known = names();
        forEachWatcher(watcher -> watcher.began(interest, known));
    }

    private List<Bytes> names() {
        List<Bytes> all = names == null ? List.copyOf(covered.values()) : names;
        names = all;
        return all;
    }

    /** How many clients are of interest. */
    final int covered() {
        return covered.size();
    }

    final boolean isCovered(long key) {
        return covered.containsKey(key);
    }

    /** The hashes of the names of those clients. */
    final List<Long> keys() {
        return List.copyOf(covered.keySet());
    }

    /** Whether a client is of interest at a position. */
    boolean covers(Bytes name, Position position) {
        return interest.covers(name, position);
    }

    /**
     * Takes in a client's newest report.
     *
     * @param position that of the report; null if it is a tombstone
     * @return whether something is to be said of it
     */
    final boolean report(long key, Report report, @Nullable Position position) {
        if (position != null && covers(report.client(), position)) {
            changed.put(coveredName(key, report), Presence.HERE);
            return true;
        }
        return uncover(key, position == null ? Presence.GONE : Presence.LEFT);
    }

    /** A client is of no interest any more; true as above. */
    final boolean uncover(long key, Presence presence) {
        Bytes name = covered.remove(key);
        if (name != null) {
            names = null;
            changed.put(name, presence);
            noteUncovered(key);
        }
        return name != null;
    }

    /** Clients have been forgotten; true as above. */
    boolean sweep(HerdState state) {
        boolean hasChanged = false;
        for (long key : keys()) {
            hasChanged |= state.find(key) == null && uncover(key, Presence.GONE);
        }
        return hasChanged;
    }

    /**
     * When the next may be said, as far as is known: nanoseconds of a clock that never goes back; {@link Long#MAX_VALUE} while watchers
     * are still being told the last.
     */
    long dueAt() {
        long measured = Math.min(TENTH * tellingNanos.get(), MOST_PAUSE_NANOS);
        return telling.get() > 0 ? Long.MAX_VALUE : toldAt + Math.max(size * NANOS_PER_WATCHER, measured);
    }

    /** Tells all watchers what has changed, and measures how long it takes. */
    void tell(HerdState state, LongSupplier clock) {
        toldAt = clock.getAsLong();
        if (!isComplete || changed.isEmpty()) {
            return;
        }
        Map<Bytes, Presence> clients = changed;
        changed = new LinkedHashMap<>();
        var out = new ByteWriter(0);
        clients.forEach((client, presence) -> interest.writeChange(state, client, presence, out));
        Bytes lines = out.take();
        tellingNanos.set(0);
        watchers.forEach((loop, ofLoop) -> {
            List<Watcher> all = new ArrayList<>(ofLoop);
            telling.incrementAndGet();
            loop.execute(() -> {
                long start = clock.getAsLong();
                try {
                    all.forEach(watcher -> watcher.changed(interest, clients, lines));
                } finally {
                    tellingNanos.accumulateAndGet(clock.getAsLong() - start, Math::max);
                    telling.decrementAndGet();
                }
            });
        });
    }

    /** Tells all watchers that no more will be said. It has none any more. */
    void end() {
        forEachWatcher(watcher -> watcher.ended(interest));
        watchers.clear();
        size = 0;
    }

    private void forEachWatcher(Consumer<Watcher> action) {
        watchers.forEach((loop, ofLoop) -> {
            List<Watcher> all = new ArrayList<>(ofLoop);
            loop.execute(() -> all.forEach(action));
        });
    }
}
