package io.herd.server.watch;

import io.herd.geo.Area;
import io.herd.geo.Box;
import io.herd.geo.Position;
import io.herd.protocol.Report;
import io.herd.state.HerdState;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Follows where the clients of a server are. Nothing of it exists until the first question or watch: then a thread of its own reads
 * all that is known, which those who ask wait for, and follows the changes from then on.
 */
public final class LiveIndex implements LiveClients {
    /** How long it waits when nothing has changed and nobody watches: so far it may be behind. */
    private static final long PAUSE_NANOS = 5_000_000;

    private final Vertx vertx;
    private final String server;
    private final HerdState state;
    private final Logger log;
    private final WatchHub hub;
    private final Promise<Void> built = Promise.promise();
    /** What is to be done about watches once the index is there. */
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

    private final AtomicBoolean isWoken = new AtomicBoolean();
    private volatile @Nullable IndexedState index;
    private volatile @Nullable Thread thread;
    private volatile boolean isWatched;
    private volatile boolean isStopping;
    private volatile boolean hasEnded;
    private volatile long caughtUpAt;

    /** @param mostWatched how many clients may be in all areas that are watched: their names are kept */
    public LiveIndex(Vertx vertx, String server, HerdState state, int mostWatched, Logger log) {
        this.vertx = vertx;
        this.server = server;
        this.state = state;
        this.log = log;
        hub = new WatchHub(state, mostWatched);
    }

    @Override
    public Future<List<Report>> near(Report center, double radius, int limit) {
        return search(present -> present.near(center, radius, limit));
    }

    @Override
    public Future<List<Report>> near(Position center, double radius, int limit) {
        return search(present -> present.near(center, radius, limit));
    }

    @Override
    public Future<List<Report>> in(Box box, int limit) {
        return search(present -> present.in(box, limit));
    }

    @Override
    public Future<List<Report>> in(Area area, int limit) {
        return search(present -> present.in(area, limit));
    }

    private Future<List<Report>> search(Function<IndexedState, List<Report>> search) {
        if (built.future().isComplete()) {
            return Future.succeededFuture(found(search));
        }
        start();
        Context context = vertx.getOrCreateContext();
        Promise<List<Report>> answer = Promise.promise();
        built.future().onComplete(_ -> context.runOnContext(_ -> answer.complete(found(search))));
        return answer.future();
    }

    private List<Report> found(Function<IndexedState, List<Report>> search) {
        IndexedState present = index;
        return present == null ? List.of() : search.apply(present);
    }

    @Override
    public void watch(Interest interest, Watcher watcher, Executor loop) {
        isWatched = true;
        add(() -> {
            IndexedState present = index;
            if (present == null) {
                loop.execute(() -> watcher.ended(interest));
            } else {
                hub.watch(interest, watcher, loop, present, System.nanoTime());
            }
        });
        start();
    }

    @Override
    public void unwatch(Interest interest, Watcher watcher, Executor loop) {
        add(() -> hub.unwatch(interest, watcher, loop));
    }

    private void add(Runnable task) {
        tasks.add(task);
        if (hasEnded) {
            runTasks();
        } else {
            wake();
        }
    }

    /** On the thread of the index; and once that has ended, on any. */
    private synchronized void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    /** Something has changed: whoever watches is to be told soon. Costs nothing while nobody does. */
    public void wake() {
        if (isWatched && !isWoken.get() && !isWoken.getAndSet(true)) {
            LockSupport.unpark(thread);
        }
    }

    private synchronized void start() {
        if (thread == null && !isStopping) {
            thread = Thread.ofPlatform().daemon().name("live " + server).start(this::run);
        }
    }

    private void run() {
        long start = System.nanoTime();
        try (var following = new IndexedState(state, hub)) {
            index = following;
            while (!isStopping) {
                isWoken.set(false);
                round(following, start);
            }
        } catch (RuntimeException | Error e) {
            log.error("the index of clients has failed: NEAR finds nobody, and watchers hear nothing", e);
            throw e;
        } finally {
            index = null;
            hasEnded = true;
            var _ = built.tryComplete();
            runTasks();
        }
    }

    private void round(IndexedState following, long start) {
        boolean hasChanged = following.follow();
        if (!hasChanged) {
            caughtUpAt = System.nanoTime();
            following.sweep();
            noteThatItIsBuilt(following, start);
        }
        if (built.future().isComplete()) {
            runTasks();
            isWatched = hub.isWatched() || !tasks.isEmpty();
        }
        long now = System.nanoTime();
        long next = hub.tell(now);
        if (!hasChanged && !isWoken.get()) {
            LockSupport.parkNanos(this, Math.min(next - now, PAUSE_NANOS));
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
