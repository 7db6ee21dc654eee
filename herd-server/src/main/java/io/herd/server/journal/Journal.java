package io.herd.server.journal;

import io.herd.config.JournalConfig;
import io.herd.state.ChangeFeed;
import io.herd.state.HerdState;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The durable memory of a server. One thread commits, one commit at a time: whatever has come in meanwhile is in the next one, so
 * that no timer is needed to collect. Nothing interrupts that thread, which would close the log.
 */
public final class Journal {
    /** Opens the disk of a directory. */
    @FunctionalInterface
    interface DiskOpener {
        Disk open(Path directory) throws IOException;
    }

    private static final String CLOSED = "the journal is closed";
    /** A commit that takes longer is worth a line in the log. */
    private static final long SLOW_NANOS = 1_000_000_000;

    private static final int MERGED_AT_ONCE = 32;

    private final String server;
    private final Path directory;
    private final JournalConfig config;
    private final DiskOpener disks;
    private final HerdState state;
    private final Logger log;
    private final Waiters waiters;
    private final JournalCounters counters = new JournalCounters();
    private final SecureRandom random = new SecureRandom();
    private final AtomicBoolean isWoken = new AtomicBoolean();
    private final Promise<Void> stopped = Promise.promise();
    private volatile LongConsumer committed = _ -> {};
    private volatile boolean isStopping;
    private volatile @Nullable Thread thread;
    private volatile @Nullable String problem;
    private volatile @Nullable Snapshots snapshots;
    private volatile long loadNanos;
    private volatile long since;
    private volatile boolean wasDamaged;

    /**
     * A journal that does nothing until it is {@linkplain #start started}.
     */
    public Journal(Vertx vertx, String server, JournalConfig config, HerdState state, Logger log) {
        this(vertx, server, config, FileDisk::lock, state, log);
    }

    /** @param disks opens the disk of a directory, for this journal alone */
    Journal(Vertx vertx, String server, JournalConfig config, DiskOpener disks, HerdState state, Logger log) {
        this.disks = disks;
        this.server = server;
        this.config = config;
        this.state = state;
        this.log = log;
        directory = Path.of(config.directory(), server);
        waiters = new Waiters(vertx);
    }

    /**
     * Loads what the journal holds into the state, and begins to write what changes from now on. Blocks.
     *
     * @param clock POSIX time in nanoseconds
     * @throws JournalException if the journal cannot be used
     */
    public void start(LongSupplier clock) throws JournalException {
        Disk disk = lock();
        try {
            open(disk, clock);
        } catch (IOException e) {
            Closing.quietly(disk);
            throw new JournalException(directory.toString(), e);
        } catch (JournalException e) {
            Closing.quietly(disk);
            throw e;
        }
    }

    private Disk lock() throws JournalException {
        try {
            return disks.open(directory);
        } catch (IOException e) {
            throw new JournalException(directory.toString(), e);
        }
    }

    private void open(Disk disk, LongSupplier clock) throws IOException, JournalException {
        long before = System.nanoTime();
        LoadedJournal loaded;
        int processors = Runtime.getRuntime().availableProcessors();
        try (ExecutorService executor = Executors.newFixedThreadPool(processors)) {
            loaded = JournalLoader.load(disk, server, state, executor, MERGED_AT_ONCE, clock.getAsLong());
        }
        long now = System.nanoTime();
        loadNanos = now - before;
        since = loaded.since();
        wasDamaged = loaded.isDamaged();
        tell(loaded);
        ChangeFeed feed = state.openBuffered(ChangeFeed.Scope.ALL);
        loaded.makePending(feed);
        var committer = new Committer(disk, server, state, feed, config.sync(), loaded, random::nextLong, counters);
        if (!committer.begin(now)) {
            feed.close();
            throw new JournalException(directory.toString(), String.valueOf(committer.problem()));
        }
        var taking = new Snapshots(
                disk,
                state,
                server,
                committer,
                new SnapshotSchedule(loaded, now),
                random::nextLong,
                loaded,
                counters,
                log,
                now,
                task -> Thread.ofPlatform().daemon().name("snapshot " + server).start(task));
        snapshots = taking;
        var rounds =
                new JournalRounds(committer, taking, waiters, config.deadline().toNanos());
        thread = Thread.ofPlatform().name("journal " + server).start(() -> run(disk, rounds));
    }

    private void tell(LoadedJournal loaded) {
        counters.damagedBatches.add(loaded.damagedBatches());
        log.info(
                "the journal in {} knows {} clients, from {} reports, after {} ms",
                directory,
                state.size(),
                loaded.records(),
                TimeUnit.NANOSECONDS.toMillis(loadNanos));
        if (loaded.isDamaged()) {
            log.error(
                    "the journal in {} is damaged: {} batches and {} files are missing; damaged or unreadable files: {}",
                    directory,
                    loaded.damagedBatches(),
                    loaded.missingFiles(),
                    loaded.damaged());
        }
        if (loaded.notKept() > 0) {
            log.error("{} reports of the journal in {} could not be kept", loaded.notKept(), directory);
        }
    }

    private void run(Disk disk, JournalRounds rounds) {
        try {
            while (!isStopping) {
                round(rounds);
                await(rounds);
            }
            round(rounds);
            rounds.close();
            tellProblem(rounds.problem());
        } catch (RuntimeException | Error e) {
            log.error("the journal has failed", e);
            problem = "it has failed: " + e;
            throw e;
        } finally {
            isStopping = true;
            Closing.quietly(disk);
            // Before the last answers: whoever comes later sees that it has stopped.
            stopped.complete();
            waiters.serve();
            waiters.fail(Long.MAX_VALUE, CLOSED);
        }
    }

    private void round(JournalRounds rounds) {
        isWoken.set(false);
        long before = System.nanoTime();
        long recordsBefore = counters.records.sum();
        boolean isDurable = rounds.commit(before);
        long after = System.nanoTime();
        tellProblem(rounds.problem());
        rounds.answer(isDurable, after);
        if (counters.records.sum() > recordsBefore) {
            committed.accept(after - before);
        }
        if (after - before > SLOW_NANOS) {
            log.warn("the disk took {} ms for a commit", TimeUnit.NANOSECONDS.toMillis(after - before));
        }
    }

    private void tellProblem(@Nullable String now) {
        String before = problem;
        problem = now;
        if (now != null && before == null) {
            log.error(
                    "the journal in {} cannot be written: {}; reports are not acknowledged until it can",
                    directory,
                    now);
        } else if (now == null && before != null) {
            log.info("the journal in {} can be written again", directory);
        }
    }

    /** Waits until there is something to do. */
    private void await(JournalRounds rounds) {
        if (rounds.problem() != null || (!isWoken.get() && !isStopping)) {
            LockSupport.parkNanos(this, rounds.pauseNanos(System.nanoTime()));
        }
    }

    /**
     * Completes on the caller's context once all changes made before are as durable as the policy says; fails if they have waited for
     * longer than the deadline, or the journal has ended.
     */
    public Future<Void> flush() {
        Future<Void> flushed = waiters.add(System.nanoTime());
        wake();
        return stopped.future().isComplete() ? Future.failedFuture(CLOSED) : flushed;
    }

    /** There are changes that nobody waits for. */
    public void wake() {
        if (!isWoken.getAndSet(true)) {
            LockSupport.unpark(thread);
        }
    }

    /** Tells the time that each commit takes from now on, in nanoseconds. */
    public void observe(LongConsumer times) {
        committed = times;
    }

    /** Whether it takes what is to be acknowledged. */
    public boolean isWell() {
        return thread != null && problem == null;
    }

    /** For how many nanoseconds a reply has waited for the commit under way. */
    public long oldestWaitNanos() {
        return waiters.oldestNanos(System.nanoTime());
    }

    /** When the memory began that was loaded, or begins now: POSIX time in nanoseconds. */
    public long since() {
        return since;
    }

    /** Whether something was missing or unreadable when it was loaded. */
    public boolean wasDamaged() {
        return wasDamaged;
    }

    /** How long loading took, in nanoseconds. */
    public long loadNanos() {
        return loadNanos;
    }

    /** How long ago the last snapshot was finished, in seconds; -1 if none has been since the start. */
    public double snapshotAgeSeconds() {
        Snapshots taking = snapshots;
        return taking == null || taking.finishedAt() == 0 ? -1 : (System.nanoTime() - taking.finishedAt()) / 1e9;
    }

    /** How long the last snapshot took, in nanoseconds. */
    public long snapshotNanos() {
        Snapshots taking = snapshots;
        return taking == null ? 0 : taking.tookNanos();
    }

    /** How many bytes of logs would have to be loaded besides the newest snapshot. */
    public long bytesSinceSnapshot() {
        Snapshots taking = snapshots;
        return taking == null ? 0 : taking.bytesSinceLast();
    }

    /** How many logs there were when they were counted last, some seconds ago. */
    public int logFiles() {
        Snapshots taking = snapshots;
        return taking == null ? 0 : taking.logFiles();
    }

    /** Where it is. */
    public Path directory() {
        return directory;
    }

    /** Why nothing can be written at present; null if it can. */
    public @Nullable String problem() {
        return problem;
    }

    public JournalConfig.Sync sync() {
        return config.sync();
    }

    public JournalCounters counters() {
        return counters;
    }

    /** Commits what is pending and ends. Stopping what was not started is harmless. */
    public Future<Void> stop() {
        Thread committing = thread;
        isStopping = true;
        if (committing == null) {
            return Future.succeededFuture();
        }
        LockSupport.unpark(committing);
        return stopped.future();
    }
}
