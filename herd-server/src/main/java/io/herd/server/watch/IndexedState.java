package io.herd.server.watch;

import io.herd.geo.Area;
import io.herd.geo.Box;
import io.herd.geo.CellCounts;
import io.herd.geo.PointTree;
import io.herd.geo.Position;
import io.herd.protocol.ByteWriter;
import io.herd.protocol.Prefix;
import io.herd.protocol.Report;
import io.herd.protocol.ReportLines;
import io.herd.state.ChangeFeed;
import io.herd.state.Expiry;
import io.herd.state.HerdState;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The clients of a state by their positions: a sink of a change feed. One thread follows the changes, any number of threads may
 * search. What a search finds is checked against the state, so that it is never a position of the past.
 */
final class IndexedState implements AutoCloseable {
    /** So many bytes of changes are taken at once. */
    private static final int DRAINED = 64 * 1024;
    /** So many points are changed at once, while searches wait. */
    private static final int BATCH = 64;

    /** Of clients that pass a filter, so many times as many are looked at first, and at most so many at all. */
    private static final int FILTERED = 8;

    private static final int MOST_FILTERED = 20_000;

    private final HerdState state;
    private final ChangeFeed feed;
    private final PointTree points = new PointTree();
    private final StampedLock lock = new StampedLock();
    private final ByteWriter drained = new ByteWriter(DRAINED);
    private final List<Move> batch = new ArrayList<>(BATCH);
    private final WatchHub hub;
    private long sweptHorizon;

    /** @param position that of the report; null if it is a tombstone */
    private record Move(long key, Report report, @Nullable Position position) {}

    /**
     * An index that knows nothing yet, and has all that is known to learn.
     *
     * @param hub hears of every change
     */
    IndexedState(HerdState state, WatchHub hub) {
        this.state = state;
        this.hub = hub;
        feed = state.openBuffered(ChangeFeed.Scope.ALL);
        feed.addAll(Prefix.ROOT);
        sweptHorizon = state.tree().digest().horizon();
    }

    /** Takes in some of what has changed; false if nothing had. */
    boolean follow() {
        int changes = feed.drain(drained, DRAINED);
        int _ = ReportLines.forEach(drained.view(), (_, report) -> add(report));
        apply();
        drained.cut(0);
        feed.commit();
        return changes > 0;
    }

    /** Whether it knows all that was known when it began. */
    boolean isBuilt() {
        return !feed.hasBacklog();
    }

    private void add(Report report) {
        switch (report.kind()) {
            case REPORT -> batch.add(new Move(state.clientHash(report.client()), report, report.position()));
            case DELETED_CLIENT -> batch.add(new Move(state.clientHash(report.client()), report, null));
            case READINGS, DELETED_READINGS, CARD, DELETED_CARD -> addClientOf(report);
            case FENCE, DELETED_FENCE -> {}
        }
        if (batch.size() == BATCH) {
            apply();
        }
    }

    /** A client is told of again when what is known besides its position has changed. */
    private void addClientOf(Report note) {
        long key = state.clientHash(note.kind().subject(note.client()));
        Report report = hub.isWatched() ? state.find(key) : null;
        if (report != null) {
            batch.add(new Move(key, report, report.position()));
        }
    }

    private void apply() {
        change(() -> batch.forEach(this::put));
        if (hub.isWatched()) {
            batch.forEach(each -> hub.report(each.key, each.report, each.position));
        }
        batch.clear();
    }

    private void put(Move move) {
        if (move.position == null) {
            points.remove(move.key);
        } else {
            points.put(move.key, move.position);
        }
    }

    private void change(Runnable change) {
        long stamp = lock.writeLock();
        try {
            change.run();
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    /** Removes those that the state has forgotten since the last time, as expired records are in no feed. */
    void sweep() {
        // The agreed horizon rises before the records below it are removed.
        boolean hasRisen = state.horizon().latest() != sweptHorizon;
        long horizon = hasRisen ? state.tree().digest().horizon() : sweptHorizon;
        if (horizon == sweptHorizon || horizon == Expiry.UNSETTLED) {
            return;
        }
        sweptHorizon = horizon;
        for (long key : points.keys()) {
            if (state.find(key) == null) {
                change(() -> points.remove(key));
            }
        }
        hub.sweep();
    }

    /** The other clients within a radius in metres of a report's position, at most so many, the nearest first. */
    List<Report> near(Report center, double radius, int limit, Predicate<Report> filter) {
        List<Report> found = new ArrayList<>(near(center.position(), radius, limit + 1, filter));
        found.removeIf(each -> each.client().equals(center.client()));
        return found.size() > limit ? found.subList(0, limit) : found;
    }

    /** The clients within a radius in metres of a position, at most so many, the nearest first. */
    List<Report> near(Position center, double radius, int limit, Predicate<Report> filter) {
        if (filter.equals(LiveClients.EVERY)) {
            return nearest(center, radius, limit);
        }
        for (int asked = FILTERED * limit; ; asked *= FILTERED) {
            List<Report> all = nearest(center, radius, Math.min(asked, MOST_FILTERED));
            List<Report> found = all.stream().filter(filter).limit(limit).toList();
            if (found.size() == limit || all.size() < asked || asked >= MOST_FILTERED) {
                return found;
            }
        }
    }

    private List<Report> nearest(Position center, double radius, int limit) {
        List<Report> found = new ArrayList<>(limit);
        for (long key : read(() -> points.nearest(center, radius, limit))) {
            Report report = state.find(key);
            if (report != null && center.distanceTo(report.position()) <= radius) {
                found.add(report);
            }
        }
        return found;
    }

    /** Clients in a box, at most so many, in any order. */
    List<Report> in(Box box, int limit, Predicate<Report> filter) {
        return read(() -> {
            var found = new Found(limit, report -> box.contains(report.position()) && filter.test(report));
            points.forEachIn(box, found::add);
            return found.reports;
        });
    }

    /** Clients in an area, at most so many, in any order. */
    List<Report> in(Area area, int limit, Predicate<Report> filter) {
        return read(() -> {
            var found = new Found(limit, report -> area.contains(report.position()) && filter.test(report));
            points.forEachIn(area, found::add);
            return found.reports;
        });
    }

    /** Gathers reports that pass a filter. */
    private final class Found {
        private final List<Report> reports = new ArrayList<>();
        private final int limit;
        private final Predicate<Report> filter;
        private int looked;

        private Found(int limit, Predicate<Report> filter) {
            this.limit = limit;
            this.filter = filter;
        }

        /** Whether more are to be looked at. */
        private boolean add(long key) {
            Report report = state.find(key);
            if (report != null && filter.test(report)) {
                reports.add(report);
            }
            return reports.size() < limit && ++looked < limit + MOST_FILTERED;
        }
    }

    /** About how many clients are in each cell of a grid over a box. */
    CellCounts count(Box box, int columns, int rows) {
        return read(() -> points.count(box, columns, rows));
    }

    /** Clients in an area, at most so many, in any order. */
    List<Report> in(Area area, int limit) {
        List<Report> found = new ArrayList<>();
        long stamp = lock.readLock();
        try {
            points.forEachIn(area, key -> {
                Report report = state.find(key);
                if (report != null && area.contains(report.position())) {
                    found.add(report);
                }
                return found.size() < limit;
            });
        } finally {
            lock.unlockRead(stamp);
        }
        return found;
    }

    /**
     * Gives clients that are within a radius in metres of a center, in any order, to an action, but no more than so many. To be
     * asked by the thread that follows.
     */
    void forEachWithin(Position center, double radius, int most, Action action) {
        int[] found = {0};
        points.forEachWithin(center, radius, key -> give(key, found, most, action));
    }

    /** The same of those in a box. */
    void forEachIn(Box box, int most, Action action) {
        int[] found = {0};
        points.forEachIn(box, key -> give(key, found, most, action));
    }

    private boolean give(long key, int[] found, int most, Action action) {
        Report report = state.find(key);
        if (report != null) {
            found[0]++;
            action.take(key, report);
        }
        return found[0] < most;
    }

    /** What is done with a client, known by the hash of its name. */
    @FunctionalInterface
    interface Action {
        void take(long key, Report report);
    }

    private <T> T read(Supplier<T> search) {
        long stamp = lock.readLock();
        try {
            return search.get();
        } finally {
            lock.unlockRead(stamp);
        }
    }

    /** How many bytes the index takes. */
    long bytes() {
        return points.bytes();
    }

    @Override
    public void close() {
        feed.close();
    }
}
