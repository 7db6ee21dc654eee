package io.herd.server.watch;

import io.herd.protocol.Report;
import io.herd.state.HerdState;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Finds which clients are near another. Nothing of it exists until the first question: then a thread of its own reads all that is
 * known, which those who ask wait for, and follows the changes from then on.
 */
public final class ClientIndex {
    /** How long it waits when nothing has changed: so far it may be behind, besides what it takes to follow. */
    private static final long PAUSE_NANOS = 5_000_000;

    private final Vertx vertx;
    private final String server;
    private final HerdState state;
    private final Logger log;
    private final Promise<Void> built = Promise.promise();
    private volatile @Nullable IndexedState index;
    private volatile @Nullable Thread thread;
    private volatile boolean isStopping;
    private volatile long caughtUpAt;

    public ClientIndex(Vertx vertx, String server, HerdState state, Logger log) {
        this.vertx = vertx;
        this.server = server;
        this.state = state;
        this.log = log;
    }

    /**
     * The other clients within a radius in metres of a report's position, at most so many, the nearest first. They are where they
     * say in their reports; one that moved there within the last milliseconds may be missing. Completes on the caller's context.
     */
    public Future<List<Report>> near(Report center, double radius, int limit) {
        if (built.future().isComplete()) {
            return Future.succeededFuture(found(center, radius, limit));
        }
        start();
        Context context = vertx.getOrCreateContext();
        Promise<List<Report>> answer = Promise.promise();
        built.future().onComplete(_ -> context.runOnContext(_ -> answer.complete(found(center, radius, limit))));
        return answer.future();
    }

    private List<Report> found(Report center, double radius, int limit) {
        IndexedState found = index;
        return found == null ? List.of() : found.near(center, radius, limit);
    }

    private synchronized void start() {
        if (thread == null && !isStopping) {
            thread = Thread.ofPlatform().daemon().name("index " + server).start(this::run);
        }
    }

    private void run() {
        long start = System.nanoTime();
        try (var following = new IndexedState(state)) {
            index = following;
            while (!isStopping) {
                if (!following.follow()) {
                    caughtUpAt = System.nanoTime();
                    noteThatItIsBuilt(following, start);
                    following.sweep();
                    LockSupport.parkNanos(this, PAUSE_NANOS);
                }
            }
        } catch (RuntimeException | Error e) {
            log.error("the index of clients has failed; NEAR finds nobody", e);
            throw e;
        } finally {
            index = null;
            var _ = built.tryComplete();
        }
    }

    private void noteThatItIsBuilt(IndexedState following, long start) {
        if (!built.future().isComplete() && following.isBuilt()) {
            log.info(
                    "the index of clients knows {} clients after {} ms",
                    state.size(),
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
            built.complete();
        }
    }

    /** For how long it has been behind the state, in nanoseconds; 0 if there is none. */
    public long lagNanos() {
        return index == null ? 0 : System.nanoTime() - caughtUpAt;
    }

    /** How many bytes it takes. */
    public long bytes() {
        IndexedState present = index;
        return present == null ? 0 : present.bytes();
    }

    /** Ends it; questions find nobody from now on. */
    public synchronized void stop() {
        isStopping = true;
        LockSupport.unpark(thread);
    }
}
