package io.herd.server.fence;

import io.herd.protocol.FenceName;
import io.herd.protocol.Report;
import io.herd.state.HerdState;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Follows what happens at the fences of a server, on a thread of its own. While there is no fence, there is no thread either, and nothing
 * costs anything. Safe for any number of threads.
 */
public final class FenceFollower implements FenceEvents {
    /** How long it waits when nothing changes: as often it looks for what is due, and for what has expired. */
    private static final long PAUSE_NANOS = 100_000_000;

    private final String server;
    private final HerdState state;
    private final int mostVisits;
    private final long staleNanos;
    private final Logger log;
    private final FenceCounters counters = new FenceCounters();
    /** Who watches: touched by the thread that follows, or while there is none. */
    private final FenceHub hub = new FenceHub();

    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean isWoken = new AtomicBoolean();
    private volatile @Nullable Thread thread;
    private volatile boolean isStopping;
    private volatile boolean hasFailed;
    private volatile int inside;
    private volatile long bytes;
    /** Null while there is no thread, or it does not know all yet. */
    private @Nullable FenceTracker tracker;

    /**
     * @param mostVisits how many clients may be in all fences together
     * @param stale after how long a silent client is stale
     */
    public FenceFollower(String server, HerdState state, int mostVisits, Duration stale, Logger log) {
        this.server = server;
        this.state = state;
        this.mostVisits = mostVisits;
        this.staleNanos = stale.toNanos();
        this.log = log;
    }

    /** Something has changed. */
    public void wake() {
        if (thread != null) {
            if (!isWoken.get() && !isWoken.getAndSet(true)) {
                LockSupport.unpark(thread);
            }
        } else if (state.fences() > 0) {
            start();
        }
    }

    private synchronized void start() {
        if (thread == null && !isStopping && !hasFailed) {
            thread = Thread.ofPlatform().daemon().name("fences " + server).start(this::run);
        }
    }

    private void run() {
        var following = new FenceTracker(mostVisits, staleNanos, state::find, counters, hub);
        try (var followed = new FollowedState(state, following)) {
            while (!isStopping && state.fences() > 0) {
                isWoken.set(false);
                round(followed, following);
            }
        } catch (RuntimeException | Error e) {
            hasFailed = true;
            log.error("fences are not followed any more: nobody hears who enters and leaves", e);
            throw e;
        } finally {
            end();
        }
        // A fence may have been defined just now.
        wake();
    }

    private void round(FollowedState followed, FenceTracker following) {
        long now = System.nanoTime();
        boolean hasChanged = followed.follow(now);
        if (followed.isBuilt()) {
            tracker = following;
            runTasks();
        }
        if (!hasChanged) {
            followed.sweep();
        }
        long next = following.tick(now);
        inside = following.inside();
        bytes = following.bytes();
        if (!hasChanged && !isWoken.get()) {
            LockSupport.parkNanos(this, next == Long.MAX_VALUE ? PAUSE_NANOS : Math.clamp(next - now, 1, PAUSE_NANOS));
        }
    }

    private synchronized void end() {
        tracker = null;
        inside = 0;
        bytes = 0;
        thread = null;
        runTasks();
    }

    private void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    @Override
    public void watch(@Nullable FenceName fence, FenceWatcher watcher, Executor loop) {
        add(() -> {
            hub.add(fence, watcher, loop);
            FenceTracker known = tracker;
            var present = known == null || fence == null ? List.<Report>of() : known.inside(fence);
            loop.execute(() -> watcher.began(present));
        });
    }

    @Override
    public void unwatch(@Nullable FenceName fence, FenceWatcher watcher) {
        add(() -> hub.remove(fence, watcher));
    }

    private void add(Runnable task) {
        tasks.add(task);
        wake();
        runWithoutThread();
    }

    private synchronized void runWithoutThread() {
        if (thread == null) {
            runTasks();
        }
    }

    /** How many clients are in fences, each counted once for each. */
    public int inside() {
        return inside;
    }

    /** How many bytes it takes to remember where clients were. */
    public long bytes() {
        return bytes;
    }

    public FenceCounters counters() {
        return counters;
    }

    /** Ends it; nobody hears anything from now on. */
    public synchronized void stop() {
        isStopping = true;
        LockSupport.unpark(thread);
    }
}
