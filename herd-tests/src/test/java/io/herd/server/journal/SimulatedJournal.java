package io.herd.server.journal;

import static java.util.Objects.requireNonNull;

import io.herd.config.JournalConfig.Sync;
import io.herd.state.ChangeFeed;
import io.herd.state.Expiry;
import io.herd.state.HerdState;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.helpers.NOPLogger;

/**
 * The journal of one process, with policy {@code always}, in virtual time: the parts of {@link Journal}, but for its threads. While
 * the disk works, everything else goes on; the process may end in the middle of it.
 */
public final class SimulatedJournal {
    private static final long DEADLINE = Duration.ofSeconds(2).toNanos();
    /** How long a change of the disk takes at most, in ms. */
    private static final int SLOWEST = 12;

    private final SimulatedHost host;
    private final HerdState state;
    private final Waiters waiters;
    private final JournalRounds rounds;
    private final long since;
    private final boolean isDamaged;
    /** Below which everything is forgotten for good, POSIX time in ns. */
    private long durableHorizon = Expiry.NONE;
    /** How far its time is ahead of the host's, in ns. */
    private long skipped;
    /** How often its next round was planned; only the last plan counts. */
    private long plans;

    private boolean isTimed;
    private boolean isWoken;
    private boolean isCommitting;
    private boolean isTakingSnapshot;

    /** The process has ended in the middle of something. */
    private static final class ProcessEnded extends Error {
        private static final long serialVersionUID = 1;
    }

    /**
     * Loads what is on a disk, and begins to write what changes from now on.
     *
     * @throws IOException if the disk fails meanwhile
     */
    public SimulatedJournal(
            SimulatedDisk hardware, PlantedFault fault, String server, HerdState state, SimulatedHost host)
            throws IOException {
        this.host = host;
        this.state = state;
        var disk = new TimedDisk(fault.between(hardware), this::meanwhile);
        LoadedJournal loaded = load(disk, server);
        since = loaded.since();
        isDamaged = loaded.isDamaged();
        waiters = new Waiters(eventLoop());
        ChangeFeed feed = state.openBuffered(ChangeFeed.Scope.ALL);
        loaded.makePending(feed);
        var counters = new JournalCounters();
        var committer =
                new Committer(disk, server, state, feed, Sync.ALWAYS, loaded, host.random()::nextLong, counters);
        if (!committer.begin(nanoTime())) {
            throw new IOException(committer.problem());
        }
        var snapshots = new Snapshots(
                disk,
                state,
                server,
                committer,
                new SnapshotSchedule(loaded, nanoTime()),
                host.random()::nextLong,
                loaded,
                counters,
                NOPLogger.NOP_LOGGER,
                nanoTime(),
                this::takeSnapshot);
        rounds = new JournalRounds(committer, snapshots, waiters, DEADLINE);
        isTimed = true;
        plan(0);
    }

    private LoadedJournal load(Disk disk, String server) throws IOException {
        try {
            return JournalLoader.load(disk, server, state, Runnable::run, 1, host.clock());
        } catch (JournalException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    /** As much of Vert.x as those need who wait: a context that runs tasks. */
    private Vertx eventLoop() {
        Context context = proxy(Context.class, "runOnContext", task -> {
            host.later(host.random().nextInt(2), () -> ((Handler<?>) requireNonNull(task)).handle(null));
            return null;
        });
        return proxy(Vertx.class, "getOrCreateContext", _ -> context);
    }

    private static <T> T proxy(Class<T> type, String onlyMethod, Function<@Nullable Object, @Nullable Object> answer) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (_, method, values) -> {
            if (!method.getName().equals(onlyMethod)) {
                throw new UnsupportedOperationException(method.toString());
            }
            return answer.apply(values == null ? null : values[0]);
        }));
    }

    private void meanwhile() {
        if (isTimed) {
            host.pass(host.random().nextInt(SLOWEST));
            if (!host.isAlive()) {
                throw new ProcessEnded();
            }
        }
    }

    private long nanoTime() {
        return host.nanoTime() + skipped;
    }

    /** As {@link Journal#flush}. */
    public Future<Void> flush() {
        Future<Void> flushed = waiters.add(nanoTime());
        wake();
        return flushed;
    }

    /** As {@link Journal#wake}. */
    public void wake() {
        if (!isWoken) {
            isWoken = true;
            if (!isCommitting) {
                plan(host.random().nextInt(2));
            }
        }
    }

    private void plan(long millis) {
        long plan = ++plans;
        host.later(millis, () -> {
            if (plan == plans) {
                step();
            }
        });
    }

    private void step() {
        try {
            round();
            plan(isWoken ? 0 : rounds.pauseNanos(nanoTime()) / 1_000_000);
        } catch (ProcessEnded e) {
            // Nothing is left of it but its disk.
        }
    }

    private void round() {
        isWoken = false;
        isCommitting = true;
        long horizon = state.horizon().latest();
        boolean isDurable = rounds.commit(nanoTime());
        if (isDurable) {
            durableHorizon = horizon;
        }
        rounds.answer(isDurable, nanoTime());
        isCommitting = false;
    }

    /** At once, where no time passes any more. */
    private void takeSnapshot(Runnable snapshot) {
        if (!isTimed) {
            snapshot.run();
            return;
        }
        isTakingSnapshot = true;
        host.later(host.random().nextInt(SLOWEST), () -> {
            try {
                snapshot.run();
                isTakingSnapshot = false;
            } catch (ProcessEnded e) {
                // It stays unfinished.
            }
        });
    }

    /** Advances its time so far that a snapshot is due. */
    public void makeSnapshotDue() {
        skipped += SnapshotSchedule.DAY;
        wake();
    }

    /** Commits what is pending, and ends, if the process is not killed before: the disk is busy. */
    public void stop() {
        if (!isCommitting && !isTakingSnapshot) {
            isTimed = false;
            round();
            rounds.close();
        }
    }

    /** When the memory began that was loaded, or begins now: POSIX time in nanoseconds. */
    public long since() {
        return since;
    }

    /** Whether something was damaged or missing when it was loaded. */
    public boolean isDamaged() {
        return isDamaged;
    }

    /** The horizon that this process, or the next one, does not fall back behind, as far as this process has committed. */
    public long durableHorizon() {
        return durableHorizon;
    }
}
