package io.herd.server.watch;

import io.herd.state.HerdState;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** A thread that builds an {@link IndexedState}, has it follow the changes, and ends when nobody has used it for a while. */
final class Follower {
    /** How long it waits when nothing has changed and nobody watches: so far it may be behind. */
    private static final long PAUSE_NANOS = 5_000_000;

    private final HerdState state;
    private final Logger log;
    private final WatchHub hub;
    private final long idleNanos;
    private final Thread thread;
    private final Promise<IndexedState> built = Promise.promise();
    /** What is to be done about watches once the index is there. */
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

    private final AtomicReference<Use> use = new AtomicReference<>(Use.USED);
    private final AtomicBoolean isWoken = new AtomicBoolean();
    /** Null until it is built, and once it has ended. */
    private volatile @Nullable IndexedState index;

    private volatile boolean isWatched;
    private volatile boolean isStopping;
    private volatile boolean hasEnded;
    private volatile boolean hasFailed;
    private volatile long caughtUpAt = System.nanoTime();

    private enum Use {
        /** Somebody has asked or watched lately. */
        USED,
        /** Nobody has since it was last looked at. */
        IDLE,
        /** Nobody had for long, so it ends. */
        ENDED
    }

    Follower(String server, HerdState state, int mostWatched, long idleNanos, Logger log) {
        this.state = state;
        this.idleNanos = idleNanos;
        this.log = log;
        hub = new WatchHub(state, mostWatched);
        thread = Thread.ofPlatform().daemon().name("live " + server).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Somebody needs it: it does not end soon. False if it has ended already. */
    boolean use() {
        return use.get() == Use.USED || use.compareAndSet(Use.IDLE, Use.USED) || use.get() == Use.USED;
    }

    /** The index once it is built; null before, and if it has ended. */
    @Nullable
    IndexedState index() {
        return index;
    }

    /** Completes with the index once it is built, or fails if it ends before. */
    Future<IndexedState> built() {
        return built.future();
    }

    boolean hasFailed() {
        return hasFailed;
    }

    void watch(Interest interest, Watcher watcher, Executor loop) {
        isWatched = true;
        add(() -> {
            IndexedState present = index;
            if (present == null) {
                loop.execute(() -> watcher.ended(interest));
            } else {
                hub.watch(interest, watcher, loop, present, System.nanoTime());
            }
        });
    }

    void unwatch(Interest interest, Watcher watcher, Executor loop) {
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

    /** On its thread; and once that has ended, on any. */
    private synchronized void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    void wake() {
        if (isWatched && !isWoken.get() && !isWoken.getAndSet(true)) {
            LockSupport.unpark(thread);
        }
    }

    private void run() {
        long start = System.nanoTime();
        long lookedAt = start;
        try (var following = new IndexedState(state, hub)) {
            while (!isStopping) {
                isWoken.set(false);
                round(following, start);
                if (System.nanoTime() - lookedAt > idleNanos) {
                    lookedAt = System.nanoTime();
                    isStopping = isStopping || isUnused();
                }
            }
        } catch (RuntimeException | Error e) {
            hasFailed = true;
            log.error("the index of clients has failed: NEAR finds nobody, and watchers hear nothing", e);
            throw e;
        } finally {
            use.set(Use.ENDED);
            index = null;
            hasEnded = true;
            var _ = built.tryFail("the index has ended");
            runTasks();
        }
    }

    /** Whether nobody watches, and nobody has asked since the last time. */
    private boolean isUnused() {
        if (hub.isWatched() || !tasks.isEmpty()) {
            return false;
        }
        return !use.compareAndSet(Use.USED, Use.IDLE) && use.compareAndSet(Use.IDLE, Use.ENDED);
    }

    private void round(IndexedState following, long start) {
        boolean hasChanged = following.follow();
        if (!hasChanged) {
            caughtUpAt = System.nanoTime();
            following.sweep();
            noteThatItIsBuilt(following, start);
        }
        if (index != null) {
            runTasks();
            isWatched = hub.isWatched() || !tasks.isEmpty();
        }
        if (hub.isScanning()) {
            hub.scan();
        }
        long next = hub.tell(following, System::nanoTime);
        if (!hasChanged && !hub.isScanning() && !isWoken.get()) {
            LockSupport.parkNanos(
                    this, next == Long.MAX_VALUE ? PAUSE_NANOS : Math.clamp(next - System.nanoTime(), 1, PAUSE_NANOS));
        }
    }

    private void noteThatItIsBuilt(IndexedState following, long start) {
        if (index == null && following.isBuilt()) {
            log.info(
                    "the index of clients knows {} clients after {} ms",
                    state.size(),
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
            index = following;
            built.complete(following);
        }
    }

    /** For how long it has been behind the state, in nanoseconds; 0 once it has ended. */
    long lagNanos() {
        return hasEnded ? 0 : System.nanoTime() - caughtUpAt;
    }

    /** How many bytes it takes. */
    long bytes() {
        IndexedState present = index;
        return present == null ? 0 : present.bytes();
    }

    void stop() {
        isStopping = true;
        LockSupport.unpark(thread);
    }
}
