package io.herd.server.watch;

import io.herd.geo.Area;
import io.herd.geo.Box;
import io.herd.geo.CellCounts;
import io.herd.geo.Position;
import io.herd.protocol.Report;
import io.herd.state.HerdState;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Follows where the clients of a server are. Nothing of it exists until the first question or watch: then a {@link Follower} reads
 * all that is known, which those who ask wait for, and follows the changes until nobody has asked or watched for a while.
 */
public final class LiveIndex implements LiveClients {
    /** For so long it goes on although nobody asks or watches. */
    private static final Duration IDLE = Duration.ofMinutes(1);

    private final Vertx vertx;
    private final String server;
    private final HerdState state;
    private final int mostWatched;
    private final Logger log;
    private final Duration idle;
    /** Null until it is needed; perhaps one that has ended. */
    private volatile @Nullable Follower follower;

    private volatile boolean isStopping;

    /** @param mostWatched how many clients may be in all that is watched, but by name: their names are kept */
    public LiveIndex(Vertx vertx, String server, HerdState state, int mostWatched, Logger log) {
        this(vertx, server, state, mostWatched, log, IDLE);
    }

    LiveIndex(Vertx vertx, String server, HerdState state, int mostWatched, Logger log, Duration idle) {
        this.vertx = vertx;
        this.server = server;
        this.state = state;
        this.mostWatched = mostWatched;
        this.log = log;
        this.idle = idle;
    }

    @Override
    public Future<List<Report>> near(Report center, double radius, int limit, Predicate<Report> filter) {
        return search(index -> index.near(center, radius, limit, filter), List.of());
    }

    @Override
    public Future<List<Report>> near(Position center, double radius, int limit, Predicate<Report> filter) {
        return search(index -> index.near(center, radius, limit, filter), List.of());
    }

    @Override
    public Future<List<Report>> in(Box box, int limit, Predicate<Report> filter) {
        return search(index -> index.in(box, limit, filter), List.of());
    }

    @Override
    public Future<List<Report>> in(Area area, int limit, Predicate<Report> filter) {
        return search(index -> index.in(area, limit, filter), List.of());
    }

    @Override
    public Future<CellCounts> count(Box box, int columns, int rows) {
        var none = new CellCounts(box, columns, rows);
        // It takes milliseconds, which an event loop does not have.
        return search(
                        index -> vertx.executeBlocking(() -> index.count(box, columns, rows), false),
                        Future.succeededFuture(none))
                .compose(Function.identity());
    }

    /** Asks the index once it is built. */
    private <T> Future<T> search(Function<IndexedState, T> search, T nothing) {
        Follower present = use();
        if (present == null) {
            return Future.succeededFuture(nothing);
        }
        IndexedState index = present.index();
        if (index != null) {
            return Future.succeededFuture(search.apply(index));
        }
        Context context = vertx.getOrCreateContext();
        Promise<T> answer = Promise.promise();
        present.built()
                .onComplete(
                        built -> context.runOnContext(_ -> answer.complete(search.apply(built))),
                        _ -> context.runOnContext(_ -> answer.complete(nothing)));
        return answer.future();
    }

    @Override
    public void watch(Interest interest, Watcher watcher, Executor loop) {
        Follower present = use();
        if (present == null) {
            loop.execute(() -> watcher.ended(interest));
        } else {
            present.watch(interest, watcher, loop);
        }
    }

    @Override
    public void unwatch(Interest interest, Watcher watcher, Executor loop) {
        Follower present = follower;
        if (present != null) {
            present.unwatch(interest, watcher, loop);
        }
    }

    /** Something has changed: whoever watches is to be told soon. Costs nothing while nobody does. */
    public void wake() {
        Follower present = follower;
        if (present != null) {
            present.wake();
        }
    }

    /** The one that follows, which will not end soon; null if the index has ended. */
    private @Nullable Follower use() {
        Follower present = follower;
        return present != null && present.use() ? present : start();
    }

    private synchronized @Nullable Follower start() {
        Follower present = follower;
        if (present != null && present.use()) {
            return present;
        }
        if (isStopping || (present != null && present.hasFailed())) {
            return null;
        }
        var started = new Follower(server, state, mostWatched, idle.toNanos(), log);
        follower = started;
        started.start();
        return started;
    }

    /** For how long it has been behind the state, in nanoseconds; 0 if there is none. */
    public long lagNanos() {
        Follower present = follower;
        return present == null ? 0 : present.lagNanos();
    }

    /** How many bytes it takes. */
    public long bytes() {
        Follower present = follower;
        return present == null ? 0 : present.bytes();
    }

    /** Ends it; questions find nobody from now on. */
    public synchronized void stop() {
        isStopping = true;
        Follower present = follower;
        if (present != null) {
            present.stop();
        }
    }
}
