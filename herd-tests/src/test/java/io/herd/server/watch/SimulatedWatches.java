package io.herd.server.watch;

import io.herd.geo.Area;
import io.herd.geo.Box;
import io.herd.geo.CellCounts;
import io.herd.geo.Position;
import io.herd.protocol.Bytes;
import io.herd.protocol.Report;
import io.herd.state.HerdState;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * The index and the watches of one process in virtual time: the parts of {@link Follower}, but for its thread. What that does in a
 * round happens here step by step, in any order, with everything else in between.
 */
public final class SimulatedWatches implements LiveClients {
    /** More than there are clients. */
    private static final int MOST_CLIENTS = 1_000;

    private final HerdState state;
    private final Random random;
    private final LongSupplier nanoTime;
    private final WatchFault fault;
    private final WatchHub hub;
    private final IndexedState index;
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final Map<Watcher, Watcher> faulty = new HashMap<>();

    /** @param nanoTime virtual time, which never goes back */
    public SimulatedWatches(HerdState state, Random random, LongSupplier nanoTime, WatchFault fault) {
        this.state = state;
        this.random = random;
        this.nanoTime = nanoTime;
        this.fault = fault;
        hub = new WatchHub(state, MOST_CLIENTS);
        index = new IndexedState(state, hub);
    }

    /** Does some of its work. */
    public void step() {
        switch (random.nextInt(5)) {
            case 0 -> {
                boolean _ = index.follow();
            }
            case 1 -> index.sweep();
            case 2 -> runTasks();
            case 3 -> scan();
            default -> {
                long _ = hub.tell(index, nanoTime);
            }
        }
    }

    private void runTasks() {
        if (index.isBuilt() && !tasks.isEmpty()) {
            tasks.remove().run();
        }
    }

    private void scan() {
        for (int parts = random.nextInt(100); parts > 0 && hub.isScanning(); parts--) {
            hub.scan();
        }
    }

    @Override
    public void watch(Interest interest, Watcher watcher, Executor loop) {
        Watcher between = faulty.computeIfAbsent(watcher, each -> fault.between(each, state));
        tasks.add(() -> {
            if (fault == WatchFault.SUBSCRIPTION_AFTER_SNAPSHOT) {
                watchLate(interest, between, loop);
            } else {
                hub.watch(interest, between, loop, index, nanoTime.getAsLong());
            }
        });
    }

    /** The mistake: what is known is taken now, and changes are told from a later step on. */
    private void watchLate(Interest interest, Watcher watcher, Executor loop) {
        var snapshot = new WatchHub(state, MOST_CLIENTS);
        snapshot.watch(interest, watcher, loop, index, nanoTime.getAsLong());
        while (snapshot.isScanning()) {
            snapshot.scan();
        }
        tasks.add(() -> hub.watch(interest, new Deaf(watcher), loop, index, nanoTime.getAsLong()));
    }

    /** Does not hear what is known. */
    private record Deaf(Watcher watcher) implements Watcher {
        @Override
        public void began(Interest interest, List<Bytes> known) {}

        @Override
        public void changed(Interest interest, Map<Bytes, Presence> clients, Bytes lines) {
            watcher.changed(interest, clients, lines);
        }

        @Override
        public void ended(Interest interest) {
            watcher.ended(interest);
        }
    }

    @Override
    public void unwatch(Interest interest, Watcher watcher, Executor loop) {
        Watcher between = faulty.getOrDefault(watcher, watcher);
        tasks.add(() -> hub.unwatch(interest, between, loop));
    }

    @Override
    public Future<List<Report>> near(Report center, double radius, int limit) {
        return Future.succeededFuture(List.of());
    }

    @Override
    public Future<List<Report>> near(Position center, double radius, int limit) {
        return Future.succeededFuture(List.of());
    }

    @Override
    public Future<List<Report>> in(Area area, int limit) {
        return Future.succeededFuture(index.in(area, limit));
    }

    @Override
    public Future<List<Report>> in(Box box, int limit) {
        return Future.succeededFuture(List.of());
    }

    @Override
    public Future<CellCounts> count(Box box, int columns, int rows) {
        return Future.succeededFuture(new CellCounts(box, columns, rows));
    }
}
