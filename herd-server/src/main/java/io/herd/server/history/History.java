package io.herd.server.history;

import io.herd.config.HistoryConfig;
import io.herd.config.JournalConfig;
import io.herd.protocol.Bytes;
import io.herd.protocol.Readings;
import io.herd.protocol.Report;
import io.herd.protocol.ReportLine;
import io.herd.server.intake.ChangeSink;
import io.herd.server.intake.ReportSink;
import io.herd.server.journal.Disk;
import io.herd.server.journal.FileDisk;
import io.herd.server.journal.JournalCounters;
import io.herd.server.journal.JournalException;
import io.herd.server.journal.SegmentLog;
import io.herd.server.journal.Waiters;
import io.herd.state.HerdState;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The reports that this server took of each client, not only the newest. One thread writes them to the log, one commit at a time:
 * whatever has come in meanwhile is in the next one. Safe for any number of threads.
 */
public final class History implements ReportSink, ChangeSink {
    /** Opens the disk of a directory. */
    @FunctionalInterface
    interface DiskOpener {
        Disk open(Path directory) throws IOException;
    }

    private static final String CLOSED = "the history is closed";
    /** How often those are looked after who wait for a disk that takes nothing. */
    private static final long PATIENT_NANOS = 50_000_000;
    /** How long nothing is looked after while there is nothing to do. */
    private static final long IDLE_NANOS = 1_000_000_000;
    /** About so many segments there are. */
    private static final int SEGMENTS = 32;

    private static final long LONGEST_SEGMENT = 16 << 20;

    private final String server;
    private final Path directory;
    private final HistoryConfig config;
    private final JournalConfig journal;
    private final DiskOpener disks;
    private final HerdState state;
    private final Logger log;
    private final Waiters waiters;
    private final Tracks tracks;
    private final HistoryCounters counters = new HistoryCounters();
    private final HistoryInbox inbox = new HistoryInbox();
    private final AtomicBoolean isWoken = new AtomicBoolean();
    private final Promise<Void> stopped = Promise.promise();
    private final JournalCounters diskCounters = new JournalCounters();
    private volatile boolean isStopping;
    private volatile @Nullable Thread thread;
    private volatile @Nullable String problem;
    private volatile long diskBytes;

    /**
     * A history that takes what it is told, and writes nothing until it is {@linkplain #start started}.
     *
     * @param journal says when a report is durable, and how long it waits for that
     */
    public History(
            Vertx vertx, String server, HistoryConfig config, JournalConfig journal, HerdState state, Logger log) {
        this(vertx, server, config, journal, FileDisk::lock, state, log);
    }

    /** @param disks opens the disk of a directory, for this history alone */
    History(
            Vertx vertx,
            String server,
            HistoryConfig config,
            JournalConfig journal,
            DiskOpener disks,
            HerdState state,
            Logger log) {
        this.server = server;
        this.config = config;
        this.journal = journal;
        this.disks = disks;
        this.state = state;
        this.log = log;
        directory = Path.of(config.directory(), server);
        waiters = new Waiters(vertx);
        tracks = new Tracks(config.reports(), config.age().toNanos(), config.bytes(), server.length(), counters);
    }

    /**
     * Loads what the log holds, and begins to write what comes in. To be started once the state knows what it is to know of deletions.
     * Blocks.
     *
     * @param clock POSIX time in nanoseconds
     * @throws JournalException if the log cannot be used
     */
    public void start(LongSupplier clock) throws JournalException {
        try {
            Disk disk = disks.open(directory);
            try {
                open(disk, clock);
            } catch (IOException | JournalException e) {
                disk.close();
                throw e;
            }
        } catch (IOException e) {
            throw new JournalException(directory.toString(), e);
        }
    }

    private void open(Disk disk, LongSupplier clock) throws IOException, JournalException {
        long segmentBytes = Math.min(config.bytes() / SEGMENTS, LONGEST_SEGMENT);
        var segments = new SegmentLog(
                disk, server, journal.sync(), segmentBytes, config.bytes(), new SecureRandom()::nextLong, diskCounters);
        var rounds = new HistoryRounds(Bytes.of(server), config, tracks, segments, counters, System.nanoTime());
        long before = System.nanoTime();
        long unreadable = rounds.load(clock.getAsLong());
        tell(segments, unreadable, System.nanoTime() - before);
        state.listeners().onDeletion(this::delete);
        for (Bytes client : tracks.clients()) {
            Report newest = state.findWithTombstones(client);
            if (newest != null && newest.isTombstone()) {
                delete(newest);
            }
        }
        thread = Thread.ofPlatform().name("history " + server).start(() -> run(disk, rounds, clock));
    }

    private void tell(SegmentLog segments, long unreadable, long nanos) {
        log.info(
                "the history in {} holds {} reports, loaded in {} ms",
                directory,
                tracks.reports(),
                TimeUnit.NANOSECONDS.toMillis(nanos));
        if (!segments.damaged().isEmpty() || unreadable > 0) {
            log.error(
                    "the history in {} is damaged: {} batches and {} lines are missing; damaged or unreadable files: {}",
                    directory,
                    diskCounters.damagedBatches.sum(),
                    unreadable,
                    segments.damaged());
        }
    }

    private void run(Disk disk, HistoryRounds rounds, LongSupplier clock) {
        try (disk) {
            while (!isStopping) {
                round(rounds, clock);
                await(rounds);
            }
            round(rounds, clock);
            rounds.close();
        } catch (IOException e) {
            log.warn("the history in {} could not be closed: {}", directory, e.getMessage());
        } catch (RuntimeException | Error e) {
            log.error("the history has failed", e);
            problem = "it has failed: " + e;
            throw e;
        } finally {
            isStopping = true;
            // Before the last answers: whoever comes later sees that it has stopped.
            stopped.complete();
            waiters.serve();
            waiters.fail(Long.MAX_VALUE, CLOSED);
        }
    }

    private void round(HistoryRounds rounds, LongSupplier clock) {
        isWoken.set(false);
        waiters.serve();
        long now = clock.getAsLong();
        rounds.take(inbox.take(), now);
        if (rounds.takeLoss()) {
            waiters.fail(Long.MAX_VALUE, "more has come than can wait for a disk that takes nothing");
        }
        boolean isDurable = rounds.commit(System.nanoTime());
        tellProblem(rounds.problem());
        if (isDurable) {
            waiters.complete();
        } else {
            waiters.fail(System.nanoTime() - journal.deadline().toNanos(), String.valueOf(rounds.problem()));
        }
        rounds.look(now, System.nanoTime());
        diskBytes = rounds.diskBytes();
    }

    private void tellProblem(@Nullable String now) {
        String before = problem;
        problem = now;
        if (now != null && before == null) {
            log.error(
                    "the history in {} cannot be written: {}; reports are not acknowledged until it can",
                    directory,
                    now);
        } else if (now == null && before != null) {
            log.info("the history in {} can be written again", directory);
        }
    }

    /** Waits until there is something to do. */
    private void await(HistoryRounds rounds) {
        if (rounds.problem() != null || (!isWoken.get() && !isStopping)) {
            long idle = Math.min(rounds.forceDue() - System.nanoTime(), IDLE_NANOS);
            LockSupport.parkNanos(this, rounds.problem() == null ? idle : PATIENT_NANOS);
        }
    }

    @Override
    public void add(ReportLine report, Readings readings) {
        var point = new HistoryPoint(report.timeNanos(), report.location().copy(), readings);
        inbox.add(new HistoryChange.Reported(report.client().copy(), point));
    }

    private void delete(ReportLine tombstone) {
        inbox.add(new HistoryChange.Deleted(tombstone.client().copy(), tombstone.timeNanos()));
        wake();
    }

    /**
     * Completes on the caller's context once all that it was told before is as durable as the policy says; fails if that has waited for
     * longer than the deadline, or the history has ended.
     */
    @Override
    public Future<Void> flush() {
        Future<Void> flushed = waiters.add(System.nanoTime());
        wake();
        return stopped.future().isComplete() ? Future.failedFuture(CLOSED) : flushed;
    }

    private void wake() {
        if (!isWoken.getAndSet(true)) {
            LockSupport.unpark(thread);
        }
    }

    /** Whether there is anything of a client. */
    public boolean knows(Bytes client) {
        return tracks.knows(client);
    }

    /**
     * The first points of a client from one time on and before another, up to so many; fewer where locations are long.
     *
     * @param from POSIX time in nanoseconds
     */
    public HistoryPage read(Bytes client, long from, long to, int limit) {
        return tracks.read(client, from, to, limit);
    }

    /** How many points there are. */
    public long reports() {
        return tracks.reports();
    }

    /** About how many bytes they take in memory. */
    public long bytes() {
        return tracks.bytes();
    }

    /** How many bytes the log takes on the disk. */
    public long diskBytes() {
        return diskBytes;
    }

    /** Where it is. */
    public Path directory() {
        return directory;
    }

    /** Whether it takes what is to be acknowledged. */
    public boolean isWell() {
        return thread != null && problem == null;
    }

    /** Why nothing can be written at present; null if it can. */
    public @Nullable String problem() {
        return problem;
    }

    public HistoryCounters counters() {
        return counters;
    }

    /** What was written, and what the disk failed to do. */
    public JournalCounters diskCounters() {
        return diskCounters;
    }

    /** Writes what was taken and ends. Stopping what was not started is harmless. */
    public Future<Void> stop() {
        Thread writing = thread;
        isStopping = true;
        if (writing == null) {
            return Future.succeededFuture();
        }
        LockSupport.unpark(writing);
        return stopped.future();
    }
}
