package io.herd.server.journal;

import io.herd.state.HerdState;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Takes snapshots when they are due, apart from the commits. Confined to the thread that commits, but for what says otherwise. */
final class Snapshots {
    private final Disk disk;
    private final HerdState state;
    private final String server;
    private final Committer committer;
    private final SnapshotSchedule schedule;
    private final LongSupplier fileIds;
    private final Set<String> damaged;
    private final long since;
    private final JournalCounters counters;
    private final Logger log;
    private final DiskWatch watch;
    private final Executor executor;

    /** Opens when the snapshot under way has ended, finished or not. */
    private @Nullable CountDownLatch running;

    private volatile boolean isStopping;
    /** How long the finished snapshot is; 0 if it failed. */
    private volatile long bytes;

    private long loggedBefore;
    /** How many bytes had been logged when the newest snapshot began. */
    private long covered;

    private volatile long bytesSinceLast;
    private volatile long finishedAt;
    private volatile long tookNanos;

    /** @param executor writes each snapshot, and must not have commits wait for it */
    Snapshots(
            Disk disk,
            HerdState state,
            String server,
            Committer committer,
            SnapshotSchedule schedule,
            LongSupplier fileIds,
            LoadedJournal loaded,
            JournalCounters counters,
            Logger log,
            long now,
            Executor executor) {
        this.disk = disk;
        this.state = state;
        this.server = server;
        this.committer = committer;
        this.schedule = schedule;
        this.fileIds = fileIds;
        this.counters = counters;
        this.log = log;
        watch = new DiskWatch(disk, log, now);
        this.executor = executor;
        damaged = loaded.damaged();
        since = loaded.since();
    }

    /** Begins a snapshot if one is due, and notes that one has ended. */
    void look(long now) {
        watch.look(schedule.bytesUntilDue(committer.loggedBytes()) + state.bytes(), now);
        bytesSinceLast = committer.loggedBytes() - covered;
        CountDownLatch current = running;
        if (current != null && current.getCount() == 0) {
            running = null;
            end(now);
        } else if (current == null && schedule.isDue(committer.loggedBytes(), now)) {
            begin(now);
        }
    }

    private void begin(long now) {
        if (!hasRoom()) {
            log.error("there is no room for a snapshot in {}; older files are kept", disk.path());
            fail(now);
        } else {
            loggedBefore = committer.loggedBytes();
            if (committer.begin(now)) {
                start(committer.number());
            }
        }
    }

    private void start(long number) {
        var ended = new CountDownLatch(1);
        running = ended;
        bytes = 0;
        executor.execute(() -> {
            try {
                take(number);
            } finally {
                ended.countDown();
            }
        });
    }

    private void end(long now) {
        if (bytes > 0) {
            schedule.finished(bytes, loggedBefore, now);
            covered = loggedBefore;
            finishedAt = now;
            counters.snapshots.increment();
            counters.bytes.add(bytes);
        } else {
            fail(now);
        }
    }

    private void fail(long now) {
        schedule.failed(committer.loggedBytes(), now);
        counters.failedSnapshots.increment();
    }

    /** A snapshot that fills the disk would keep reports from being acknowledged. */
    private boolean hasRoom() {
        try {
            return disk.freeBytes() > state.bytes();
        } catch (IOException e) {
            return false;
        }
    }

    private void take(long number) {
        long start = System.nanoTime();
        try (var snapshot = new Snapshot(disk, state, server, number, fileIds.getAsLong(), since, damaged)) {
            while (!isStopping && !step(snapshot)) {
                // One part after the other.
            }
            if (!isStopping) {
                bytes = snapshot.length();
                tookNanos = System.nanoTime() - start;
                log.info(
                        "took a snapshot of {} clients, {} bytes, in {} ms",
                        state.size(),
                        bytes,
                        TimeUnit.NANOSECONDS.toMillis(tookNanos));
            }
        } catch (IOException e) {
            log.error("a snapshot cannot be written; older files are kept: {}", e.getMessage());
        } finally {
            if (bytes == 0) {
                discard(number);
            }
        }
    }

    /** What a failed snapshot leaves behind would take the room that commits need. */
    private void discard(long number) {
        try {
            disk.delete(FileName.unfinished(number).toString());
        } catch (IOException e) {
            // It was not created, or the next snapshot deletes it.
        }
    }

    /** Rests for as long as it worked, so that commits find the disk free. */
    private static boolean step(Snapshot snapshot) throws IOException {
        long before = System.nanoTime();
        boolean isDone = snapshot.step();
        if (!isDone) {
            LockSupport.parkNanos(System.nanoTime() - before);
        }
        return isDone;
    }

    /** When the last snapshot was finished, by {@link System#nanoTime}, or 0. From any thread. */
    long finishedAt() {
        return finishedAt;
    }

    /** How long it took. From any thread. */
    long tookNanos() {
        return tookNanos;
    }

    /** How many bytes of logs have to be loaded besides the newest snapshot. From any thread. */
    long bytesSinceLast() {
        return bytesSinceLast;
    }

    /** How many logs there are. From any thread. */
    int logFiles() {
        return watch.logFiles();
    }

    /** Ends a snapshot under way; it is not finished. */
    void close() {
        isStopping = true;
        CountDownLatch current = running;
        if (current != null) {
            try {
                current.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
