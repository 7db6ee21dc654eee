package io.herd.server.journal;

import io.herd.config.JournalConfig.Sync;
import io.herd.protocol.Bytes;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A log of lines in segments, which are files like a journal's logs. Who has no more need of the oldest segment drops it. A segment of
 * which a write or a force has failed is never written or forced again: what is uncertain goes to a new one, after a back-off. Times
 * are in nanoseconds of one clock that never goes back. Confined to one thread.
 */
public final class SegmentLog implements AutoCloseable {
    private static final long FORCE_PERIOD = 1_000_000_000L;
    /** So what is too old leaves the disk although few lines come in. */
    private static final long LONGEST_SEGMENT = 24L * 60 * 60 * 1_000_000_000;

    private final Disk disk;
    private final String server;
    private final Sync sync;
    private final long segmentBytes;
    private final long mostPending;
    private final LongSupplier fileIds;
    private final JournalCounters counters;

    private final Deque<Segment> segments = new ArrayDeque<>();
    private final List<String> damaged = new ArrayList<>();
    /** What was not forced yet, or not written where nothing is forced. */
    private final List<SegmentLines> pending = new ArrayList<>();

    private List<SegmentLines> dropped = new ArrayList<>();
    private long pendingBytes;
    /** How many of those are in the current segment. */
    private int written;

    private @Nullable BatchWriter current;
    private FileName currentName = FileName.log(0);
    private long currentNewest;
    private long begunAt;
    private long nextNumber;
    private long completedBytes;
    private long forcedAt;
    private long backOff;
    private long retryAt;
    private @Nullable String problem;

    /**
     * @param segmentBytes how long a segment becomes, about
     * @param mostPending how many bytes wait for a disk that takes nothing, at most; {@linkplain #takeDropped older ones} are dropped
     * @param fileIds random numbers
     */
    public SegmentLog(
            Disk disk,
            String server,
            Sync sync,
            long segmentBytes,
            long mostPending,
            LongSupplier fileIds,
            JournalCounters counters) {
        this.counters = counters;
        this.disk = disk;
        this.server = server;
        this.sync = sync;
        this.segmentBytes = segmentBytes;
        this.mostPending = mostPending;
        this.fileIds = fileIds;
    }

    /**
     * Reads all that there is, the oldest first; before anything is added.
     *
     * @param reader takes lines, and returns the latest time in them: POSIX time in nanoseconds
     * @return those that may not have been forced: what is still needed of them is to be added again
     * @throws JournalException if files are another server's, or of another format
     */
    public List<SegmentLines> load(ToLongFunction<Bytes> reader) throws IOException, JournalException {
        var loader = new SegmentLoader(disk, server, reader);
        loader.load();
        segments.addAll(loader.segments());
        segments.forEach(each -> completedBytes += each.bytes());
        damaged.addAll(loader.damaged());
        counters.damagedBatches.add(loader.damagedBatches());
        nextNumber = loader.nextNumber();
        return loader.uncertain();
    }

    /** Lines to be written by the next commit. */
    public void add(SegmentLines lines) {
        pending.add(lines);
        pendingBytes += lines.lines().length();
        while (pendingBytes > mostPending && written == 0 && pending.size() > 1) {
            SegmentLines oldest = pending.removeFirst();
            pendingBytes -= oldest.lines().length();
            dropped.add(oldest);
        }
    }

    /** Those that were dropped since this was asked last: they are not written, and nothing that depends on them may be acknowledged. */
    public List<SegmentLines> takeDropped() {
        List<SegmentLines> taken = dropped;
        if (!taken.isEmpty()) {
            dropped = new ArrayList<>();
        }
        return taken;
    }

    /**
     * Writes all that is pending, and forces it as the policy says. True if all that was pending when it began may be acknowledged;
     * else it is pending still.
     */
    public boolean commit(long now) {
        return pending.isEmpty() ? problem == null : commit(now, sync == Sync.ALWAYS || now >= forceDue());
    }

    private boolean commit(long now, boolean forces) {
        BatchWriter log = current != null || (now >= retryAt && begin(now)) ? current : null;
        if (log == null) {
            return false;
        }
        JournalFault fault = JournalFault.WRITE;
        long before = log.length();
        try {
            write(log);
            if (forces) {
                fault = JournalFault.FORCE;
                log.force();
                forcedAt = now;
            }
        } catch (IOException e) {
            fail(fault, e, now);
            return false;
        }
        counters.commits.increment();
        counters.bytes.add(log.length() - before);
        backOff = 0;
        problem = null;
        if (forces || sync == Sync.OFF) {
            settle();
        }
        if (log.length() >= segmentBytes || now - begunAt >= LONGEST_SEGMENT) {
            end(log);
        }
        return true;
    }

    private void write(BatchWriter log) throws IOException {
        for (SegmentLines each : pending.subList(written, pending.size())) {
            log.add(each.lines(), each.count(), 0);
            counters.records.add(each.count());
            currentNewest = Math.max(currentNewest, each.newest());
        }
        log.write();
        written = pending.size();
    }

    private void settle() {
        pending.clear();
        pendingBytes = 0;
        written = 0;
    }

    /** When something is to be forced although nothing new is pending; never, if there is nothing. */
    public long forceDue() {
        return sync == Sync.EVERYSEC && !pending.isEmpty() ? forcedAt + FORCE_PERIOD : Long.MAX_VALUE;
    }

    private boolean begin(long now) {
        FileName name = FileName.log(nextNumber++);
        BatchWriter created = null;
        try {
            var header = new FileHeader(false, server, name.number(), fileIds.getAsLong(), 0, 0);
            created = BatchWriter.create(disk, name, header);
            created.force();
            disk.forceDirectory();
        } catch (IOException e) {
            if (created != null) {
                created.close();
            }
            deleteQuietly(name);
            fail(JournalFault.CREATE, e, now);
            return false;
        }
        current = created;
        currentName = name;
        currentNewest = 0;
        begunAt = now;
        forcedAt = now;
        return true;
    }

    private void deleteQuietly(FileName name) {
        try {
            disk.delete(name.toString());
        } catch (IOException e) {
            // It holds nothing, and the next start deletes it.
        }
    }

    private void fail(JournalFault fault, IOException cause, long now) {
        counters.failed(fault).increment();
        complete();
        written = 0;
        backOff = Math.clamp(2 * backOff, Committer.FIRST_BACK_OFF, Committer.LONGEST_BACK_OFF);
        retryAt = now + backOff;
        problem = String.valueOf(cause.getMessage());
    }

    /** Ends a segment whose lines need not be written again by the next start: a batch behind them says that they were forced. */
    private void end(BatchWriter log) {
        try {
            if (log.hasUnforced()) {
                log.force();
            }
            settle();
            log.addHorizon(0);
            log.write();
        } catch (IOException e) {
            counters.failed(JournalFault.FORCE).increment();
            written = 0;
        }
        complete();
    }

    private void complete() {
        BatchWriter log = current;
        if (log != null) {
            segments.add(new Segment(currentName, log.length(), currentNewest));
            completedBytes += log.length();
            log.close();
            current = null;
        }
    }

    /** The oldest segment that is not written to any more; null if there is none. */
    public @Nullable Segment oldest() {
        return segments.peek();
    }

    /** Reads the oldest segment again; what cannot be read is skipped and counted. */
    public void readOldest(Consumer<Bytes> reader) {
        Segment oldest = segments.element();
        try (Disk.Input input = disk.open(oldest.name().toString())) {
            counters.damagedBatches.add(FileScan.of(oldest.name(), input, batch -> reader.accept(batch.lines()))
                    .missing());
        } catch (IOException e) {
            counters.damagedBatches.increment();
        }
    }

    /** Deletes the oldest segment, once all that is pending is durable, whatever the policy is. False if that failed. */
    public boolean dropOldest(long now) {
        BatchWriter log = current;
        boolean isDurable = log == null ? pending.isEmpty() || commit(now, true) : commit(now, true);
        if (!isDurable) {
            return false;
        }
        Segment oldest = segments.element();
        try {
            delete(oldest.name());
            disk.forceDirectory();
        } catch (IOException e) {
            counters.failed(JournalFault.WRITE).increment();
            return false;
        }
        segments.remove();
        completedBytes -= oldest.bytes();
        return true;
    }

    private void delete(FileName name) throws IOException {
        try {
            disk.delete(name.toString());
        } catch (NoSuchFileException e) {
            // An earlier try has deleted it, and could not force the directory.
        }
    }

    /** Ends the current segment if it was begun long ago and nothing is pending. */
    public void look(long now) {
        BatchWriter log = current;
        if (log != null && pending.isEmpty() && now - begunAt >= LONGEST_SEGMENT) {
            end(log);
        }
    }

    /** How many bytes it takes on the disk. */
    public long bytes() {
        BatchWriter log = current;
        return completedBytes + (log == null ? 0 : log.length());
    }

    /** Why nothing can be written at present; null if it can. */
    public @Nullable String problem() {
        return problem;
    }

    /** The files in which something was missing or unreadable when they were loaded. */
    public List<String> damaged() {
        return damaged;
    }

    /** Ends the segment: forces it whatever the policy is. What is pending by then must have been committed. */
    @Override
    public void close() {
        BatchWriter log = current;
        if (log != null) {
            end(log);
        }
    }
}
