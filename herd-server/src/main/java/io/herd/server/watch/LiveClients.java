package io.herd.server.watch;

import io.herd.access.Permissions;
import io.herd.geo.Area;
import io.herd.geo.Box;
import io.herd.geo.CellCounts;
import io.herd.geo.Position;
import io.herd.protocol.Report;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Predicate;

/** Where clients are, as it changes. */
public interface LiveClients {
    /** Lets every client pass. */
    Predicate<Report> EVERY = _ -> true;

    /** Lets those pass that may be seen. */
    static Predicate<Report> visibleTo(Permissions permissions) {
        return permissions.read().isAll() ? EVERY : report -> permissions.mayRead(report.client(), report.position());
    }

    /**
     * The other clients within a radius in metres of a report's position, at most so many, the nearest first. They are where they
     * say in their reports; one that moved there within the last milliseconds may be missing. Completes on the caller's context,
     * and never fails.
     *
     * @param filter which clients are looked for; where it lets few pass, some may be missing behind the nearest 20,000
     */
    Future<List<Report>> near(Report center, double radius, int limit, Predicate<Report> filter);

    /** The same around a position. */
    Future<List<Report>> near(Position center, double radius, int limit, Predicate<Report> filter);

    /**
     * Clients in a box, at most so many, in any order; as current as above.
     *
     * @param filter which clients are looked for; where it lets few pass, some may be missing behind 20,000 others
     */
    Future<List<Report>> in(Box box, int limit, Predicate<Report> filter);

    /** The same in any area. */
    Future<List<Report>> in(Area area, int limit, Predicate<Report> filter);

    /** About how many clients are in each cell of a grid over a box; as current as above. */
    Future<CellCounts> count(Box box, int columns, int rows);

    /** Begins a watch, on the event loop of the watcher, which is told once that it has begun or ended, whatever else happens. */
    void watch(Interest interest, Watcher watcher, Executor loop);

    /** Ends a watch; a change that is just being told may still arrive. Ending one that never began is harmless. */
    void unwatch(Interest interest, Watcher watcher, Executor loop);
}
