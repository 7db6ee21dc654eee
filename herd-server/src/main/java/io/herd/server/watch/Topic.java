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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An interest and all who have it: what is said to one is said to all, so it is written once. Confined to one thread. */
final class Topic {
    /** What it takes to tell one watcher may take a tenth of a processor's time: the more there are, the seldomer they are told. */
    private static final long NANOS_PER_WATCHER = 100_000;

    private final Interest interest;
    private final Map<Executor, Set<Watcher>> watchers = new LinkedHashMap<>();
    /** The names of the clients that are of interest now, by their hashes. */
    private final Map<Long, Bytes> covered = new HashMap<>();
    /** Those of whom something is to be said. */
    private Set<Bytes> changed = new LinkedHashSet<>();

    private int size;
    private long toldAt;

    Topic(Interest interest, long now) {
        this.interest = interest;
        toldAt = now - NANOS_PER_WATCHER;
    }

    Interest interest() {
        return interest;
    }

    void add(Watcher watcher, Executor loop) {
        size += watchers.computeIfAbsent(loop, _ -> new LinkedHashSet<>()).add(watcher) ? 1 : 0;
    }

    void remove(Watcher watcher, Executor loop) {
        Set<Watcher> ofLoop = watchers.get(loop);
        if (ofLoop != null && ofLoop.remove(watcher)) {
            size--;
            if (ofLoop.isEmpty()) {
                watchers.remove(loop);
            }
        }
    }

    boolean isUnwatched() {
        return size == 0;
    }

    /** Takes in a client that is of interest, and of which nothing is to be said. */
    void cover(long key, Report report) {
        covered.put(key, report.client());
    }

    /** How many clients are of interest. */
    int covered() {
        return covered.size();
    }

    /** A client's newest report, and the position in it, if it is no tombstone; true if something is to be said of it now that was not before. */
    boolean report(long key, Report report, @Nullable Position position) {
        boolean isCovered = position != null && interest.covers(report.client(), position);
        Bytes name =
                isCovered ? covered.computeIfAbsent(key, _ -> report.client().copy()) : covered.remove(key);
        return name != null && addChanged(name);
    }

    /** A client has been forgotten; true as above. */
    boolean forget(long key) {
        Bytes name = covered.remove(key);
        return name != null && addChanged(name);
    }

    private boolean addChanged(Bytes name) {
        return changed.add(name) && changed.size() == 1;
    }

    /** When the next may be said: nanoseconds of a clock that never goes back. */
    long dueAt() {
        return toldAt + size * NANOS_PER_WATCHER;
    }

    /** Tells all watchers what has changed. */
    void tell(HerdState state, long now) {
        Set<Bytes> clients = changed;
        changed = new LinkedHashSet<>();
        toldAt = now;
        var out = new ByteWriter(0);
        clients.forEach(client -> interest.writeChange(state, client, out));
        Bytes lines = out.take();
        forEachWatcher(watcher -> watcher.changed(interest, clients, lines));
    }

    /** Tells all watchers that no more will be said. */
    void end() {
        forEachWatcher(watcher -> watcher.ended(interest));
    }

    private void forEachWatcher(Consumer<Watcher> action) {
        watchers.forEach((loop, ofLoop) -> {
            List<Watcher> all = new ArrayList<>(ofLoop);
            loop.execute(() -> all.forEach(action));
        });
    }
}
