package io.herd.server.client;

import io.herd.geo.Area;
import io.herd.geo.Box;
import io.herd.geo.CellCounts;
import io.herd.geo.Position;
import io.herd.protocol.Report;
import io.herd.server.watch.Interest;
import io.herd.server.watch.LiveClients;
import io.herd.server.watch.Watcher;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Predicate;

/** Where nobody is near anybody, and nothing changes that is watched. */
class NobodyLive implements LiveClients {
    @Override
    public Future<List<Report>> near(Report center, double radius, int limit, Predicate<Report> filter) {
        return Future.succeededFuture(List.of());
    }

    @Override
    public Future<List<Report>> near(Position center, double radius, int limit, Predicate<Report> filter) {
        return Future.succeededFuture(List.of());
    }

    @Override
    public Future<List<Report>> in(Box box, int limit, Predicate<Report> filter) {
        return Future.succeededFuture(List.of());
    }

    @Override
    public Future<CellCounts> count(Box box, int columns, int rows) {
        return Future.succeededFuture(new CellCounts(box, columns, rows));
    }

    @Override
    public Future<List<Report>> in(Area area, int limit, Predicate<Report> filter) {
        return Future.succeededFuture(List.of());
    }

    @Override
    public void watch(Interest interest, Watcher watcher, Executor loop) {
        loop.execute(() -> watcher.began(interest, List.of()));
    }

    @Override
    public void unwatch(Interest interest, Watcher watcher, Executor loop) {
        // Nothing is told anyway.
    }
}
