package io.herd.server.journal;

import io.herd.config.JournalConfig.Sync;
import io.herd.protocol.ByteWriter;
import io.herd.protocol.Prefix;
import io.herd.state.ChangeFeed;
import io.herd.state.HerdState;
import java.io.IOException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes what is pending in a change feed to the log. A log of which a write or a force has failed is never written or forced again:
 * Linux drops what it could not write, and then calls the next force a success. What is uncertain is pending again, and goes to a
 * new log, after a back-off. Times are in nanoseconds of one clock that never goes back. Confined to one thread.
 */
final class Committer implements AutoCloseable {
    static final long FIRST_BACK_OFF = 100_000_000L;
    static final long LONGEST_BACK_OFF = 5_000_000_000L;
    private static final long FORCE_PERIOD = 1_000_000_000L;
    /** About as much is drained at once. */
    private static final int DRAINED = BatchHeader.MOST_BYTES / 2;

    private final Disk disk;
    private final String server;
    private final HerdState state;
    private final ChangeFeed feed;
    private final Sync sync;
    private final LongSupplier fileIds;
    private final JournalCounters counters;
    private final ByteWriter drained = new ByteWriter(DRAINED);

    private final long since;
    private long nextNumber;
    private long lastNumber;
    private @Nullable BatchWriter log;
    /** The bytes of all logs since the newest snapshot that was loaded, but for the current one. */
    private long completedBytes;

    private long writtenHorizon;
    private long countedBytes;
    private long forcedAt;
    private long backOff;
    private long retryAt;
    private @Nullable String problem;

    /**
     * @param loaded what was loaded: the first log follows it
     * @param fileIds random numbers
     */
    Committer(
            Disk disk,
            String server,
            HerdState state,
            ChangeFeed feed,
            Sync sync,
            LoadedJournal loaded,
            LongSupplier fileIds,
            JournalCounters counters) {
        this.disk = disk;
        this.server = server;
        this.state = state;
        this.feed = feed;
        this.sync = sync;
        this.fileIds = fileIds;
        this.counters = counters;
        nextNumber = loaded.nextNumber();
        lastNumber = loaded.lastLog();
        completedBytes = loaded.logBytes();
        since = loaded.since();
        countedBytes = completedBytes;
    }

    /**
     * Writes all that is pending, and forces it as the policy says. True if all that was pending when it began may be acknowledged;
     * else it is pending still.
     */
    boolean commit(long now) {
        BatchWriter current = log != null || (!isBackingOff(now) && begin(now)) ? log : null;
        if (current == null) {
            return false;
        }
        JournalFault fault = JournalFault.WRITE;
        try {
            int count = write(current);
            if (sync == Sync.ALWAYS && current.hasUnforced()) {
                fault = JournalFault.FORCE;
                current.force();
            }
            succeed(count);
        } catch (IOException e) {
            fail(fault, e, now);
            return false;
        }
        return forceIfDue(now);
    }

    private void succeed(int count) {
        feed.commit();
        counters.commits.add(count > 0 ? 1 : 0);
        counters.records.add(count);
        counters.bytes.add(loggedBytes() - countedBytes);
        countedBytes = loggedBytes();
        backOff = 0;
        problem = null;
    }

    private int write(BatchWriter current) throws IOException {
        int count = 0;
        boolean isAll;
        do {
            int more = feed.drain(drained, DRAINED);
            count += more;
            // Less than asked for: nothing was pending for a moment. What comes meanwhile is for the next commit.
            isAll = drained.length() < DRAINED;
            if (more > 0) {
                current.add(drained.view(), more, state.horizon().latest());
                drained.cut(0);
            }
        } while (!isAll);
        writeHorizon(current);
        if (sync != Sync.ALWAYS) {
            current.write();
        }
        return count;
    }

    /** So the journal of a server that hears no reports tells nevertheless until when it went on. */
    private void writeHorizon(BatchWriter current) throws IOException {
        long latest = state.horizon().latest();
        if (latest > writtenHorizon) {
            current.addHorizon(latest);
            writtenHorizon = latest;
        }
    }

    /** Forces what was written and acknowledged before; if that fails, all that is known is pending again. */
    private boolean forceIfDue(long now) {
        if (log == null || sync != Sync.EVERYSEC || now < forceDue()) {
            return true;
        }
        try {
            log.force();
            forcedAt = now;
            return true;
        } catch (IOException e) {
            feed.addAll(Prefix.ROOT);
            fail(JournalFault.FORCE, e, now);
            return false;
        }
    }

    /** When something is to be forced although nothing new is pending; never, if there is nothing. */
    long forceDue() {
        return sync == Sync.EVERYSEC && log != null && log.hasUnforced() ? forcedAt + FORCE_PERIOD : Long.MAX_VALUE;
    }

    /** Begins a new log; the one before is complete. False if that failed. */
    boolean begin(long now) {
        BatchWriter before = log;
        FileName name = FileName.log(nextNumber);
        try {
            if (before != null && before.hasUnforced()) {
                before.force();
            }
        } catch (IOException e) {
            feed.addAll(Prefix.ROOT);
            fail(JournalFault.FORCE, e, now);
            return false;
        }
        nextNumber++;
        try {
            var header = new FileHeader(false, server, name.number(), fileIds.getAsLong(), lastNumber, since);
            BatchWriter created = BatchWriter.create(disk, name, header);
            closeLog();
            log = created;
            created.force();
            disk.forceDirectory();
        } catch (IOException e) {
            fail(JournalFault.CREATE, e, now);
            deleteQuietly(name);
            return false;
        }
        lastNumber = name.number();
        forcedAt = now;
        return true;
    }

    private void fail(JournalFault fault, IOException cause, long now) {
        counters.failed(fault).increment();
        closeLog();
        feed.rollback();
        writtenHorizon = 0;
        backOff = Math.clamp(2 * backOff, FIRST_BACK_OFF, LONGEST_BACK_OFF);
        retryAt = now + backOff;
        problem = String.valueOf(cause.getMessage());
    }

    private void closeLog() {
        BatchWriter current = log;
        if (current != null) {
            completedBytes += current.length();
            current.close();
            log = null;
        }
    }

    private void deleteQuietly(FileName name) {
        try {
            disk.delete(name.toString());
        } catch (IOException e) {
            // It holds nothing, and the next snapshot deletes it.
        }
    }

    private boolean isBackingOff(long now) {
        return now < retryAt;
    }

    /** Why nothing can be written at present; null if it can. */
    @Nullable
    String problem() {
        return problem;
    }

    /** The number of the log that is being written, or of the last one. */
    long number() {
        return lastNumber;
    }

    /** How many bytes of logs there have been since the snapshot that was loaded. */
    long loggedBytes() {
        BatchWriter current = log;
        return completedBytes + (current == null ? 0 : current.length());
    }

    /** Ends the log: forces it whatever the policy is. What is pending by then must have been committed. */
    @Override
    public void close() {
        BatchWriter current = log;
        try {
            if (current != null && current.hasUnforced()) {
                current.force();
            }
        } catch (IOException e) {
            counters.failed(JournalFault.FORCE).increment();
            problem = String.valueOf(e.getMessage());
        }
        closeLog();
    }
}
