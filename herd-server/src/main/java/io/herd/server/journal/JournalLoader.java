package io.herd.server.journal;

import io.herd.protocol.Bytes;
import io.herd.state.Expiry;
import io.herd.state.HerdState;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Loads a journal into a state: the newest snapshot that is whole, and the logs behind it. What is damaged or cannot be read is
 * skipped and counted; the neighbours know it. Used once.
 */
final class JournalLoader {
    private final Disk disk;
    private final String server;
    private final Merging merging;
    private final Set<String> damaged = new HashSet<>();
    private final List<Bytes> uncertain = new ArrayList<>();
    private boolean isAllUncertain;
    private long records;
    private long damagedBatches;
    private long missingFiles;
    private long tornLogs;
    private long logBytes;
    private long horizon;
    private long since = Long.MAX_VALUE;

    private JournalLoader(Disk disk, String server, Merging merging) {
        this.disk = disk;
        this.server = server;
        this.merging = merging;
    }

    /**
     * Loads all that a journal holds.
     *
     * @param server whose it must be
     * @param executor merges batches
     * @param now this server's clock: POSIX time in nanoseconds
     * @throws JournalException if it is another server's, of another format, or too old
     */
    static LoadedJournal load(Disk disk, String server, HerdState state, Executor executor, int parallel, long now)
            throws IOException, JournalException {
        var merging = new Merging(state, executor, parallel);
        var loader = new JournalLoader(disk, server, merging);
        try {
            return loader.load(state, now);
        } finally {
            merging.await();
        }
    }

    private LoadedJournal load(HerdState state, long now) throws IOException, JournalException {
        // A killed process leaves what is not forced, and clients would be told that it is durable.
        disk.forceDirectory();
        JournalFiles files = JournalFiles.of(disk);
        FileScan snapshot = loadSnapshot(files);
        long first = snapshot == null ? 0 : snapshot.name().number();
        List<FileName> logs = files.logsFrom(first);
        Set<Long> numbers = logs.stream().map(FileName::number).collect(Collectors.toSet());
        missingFiles += snapshot == null || numbers.contains(first) ? 0 : 1;
        for (FileName name : logs) {
            long previous = loadLog(name).previous();
            missingFiles += name.number() == first || previous == 0 || numbers.contains(previous) ? 0 : 1;
        }
        merging.await();
        checkAge(state.horizon().expiry(), now);
        state.expire(Math.max(horizon, state.horizon().at(now)));
        return new LoadedJournal(
                files.nextNumber(),
                logs.isEmpty() ? 0 : logs.getLast().number(),
                snapshot == null ? 0 : snapshot.bytes(),
                logBytes,
                records,
                merging.notKept(),
                damagedBatches,
                missingFiles,
                tornLogs,
                damaged,
                since == Long.MAX_VALUE ? now : since,
                uncertain,
                isAllUncertain);
    }

    /**
     * A server that was away for longer than deletions are remembered would bring back clients that all others have deleted and
     * forgotten the deletion of.
     */
    private void checkAge(Expiry expiry, long now) throws JournalException {
        long away = expiry.horizon(now) - horizon;
        long most = expiry.retention().toNanos() - 2 * expiry.epochNanos();
        if (horizon != Expiry.NONE && !expiry.ofReports() && away > most) {
            throw new JournalException(
                    disk.path(),
                    "was last written " + TimeUnit.NANOSECONDS.toHours(away)
                            + " hours ago, and deletions since then may be forgotten; remove it to start empty, or, if no"
                            + " server of the herd has a newer one, raise expiry.tombstones on all of them");
        }
    }

    /** Loads the newest snapshot that is whole, and what there is of newer ones; null if none is whole. */
    private @Nullable FileScan loadSnapshot(JournalFiles files) throws IOException, JournalException {
        for (FileName name : files.snapshots()) {
            FileScan scan = scan(name, null);
            if (scan.condition() == FileScan.Condition.INTACT) {
                return scan;
            }
        }
        return null;
    }

    private FileScan loadLog(FileName name) throws IOException, JournalException {
        var last = new UncertainBatches();
        FileScan scan = scan(name, last);
        logBytes += scan.bytes();
        last.addClientsTo(uncertain);
        isAllUncertain |= last.isOverflowing();
        return scan;
    }

    private FileScan scan(FileName name, @Nullable UncertainBatches last) throws IOException, JournalException {
        FileScan scan = read(name, last);
        check(scan);
        count(scan);
        return scan;
    }

    private FileScan read(FileName name, @Nullable UncertainBatches last) throws IOException {
        try (Disk.Input input = disk.open(name.toString())) {
            force(name, input);
            return FileScan.of(name, input, batch -> {
                merging.merge(batch);
                if (last != null) {
                    last.accept(batch);
                }
            });
        } catch (AccessDeniedException | ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            return FileScan.unopened(name);
        }
    }

    /** What cannot be forced may not be there after a power cut, so a new snapshot is to replace it at once. */
    private void force(FileName name, Disk.Input input) {
        try {
            input.force();
        } catch (IOException e) {
            damaged.add(name.toString());
        }
    }

    private void check(FileScan scan) throws JournalException {
        scan.checkUsable(disk.path(), server);
        if (scan.header() instanceof FileHeader.Result.Whole(var header)) {
            since = Math.min(since, header.since());
        }
    }

    private void count(FileScan scan) {
        records += scan.records();
        horizon = Math.max(horizon, scan.horizon());
        damagedBatches += scan.missing();
        switch (scan.condition()) {
            case DAMAGED -> damaged.add(scan.name().toString());
            case TORN -> tornLogs++;
            case INTACT -> {}
        }
    }
}
