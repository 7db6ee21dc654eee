package io.herd.server.history;

import io.herd.config.HistoryConfig;
import io.herd.protocol.Bytes;
import io.herd.server.journal.JournalException;
import io.herd.server.journal.Segment;
import io.herd.server.journal.SegmentLines;
import io.herd.server.journal.SegmentLog;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the thread of a history does, apart from its waiting: each round takes what came in, writes it, and then looks after what is too
 * old or too much. {@code clock} is POSIX time in nanoseconds, {@code now} that of a clock that never goes back. Confined to one thread.
 */
final class HistoryRounds implements AutoCloseable {
    static final long LOOK_PERIOD = 10_000_000_000L;
    /** How much more it may take on the disk than in memory. */
    private static final int ON_DISK = 2;

    private final Bytes server;
    private final HistoryConfig config;
    private final Tracks tracks;
    private final SegmentLog log;
    private final HistoryCounters counters;
    /** Deletions since the last look but one: a report from before may have been under way. */
    private Map<Bytes, Long> deletedLately = new HashMap<>();

    private Map<Bytes, Long> deletedBefore = new HashMap<>();
    private long nextLook;
    private long nextCleaning;
    private boolean hasLost;

    HistoryRounds(
            Bytes server, HistoryConfig config, Tracks tracks, SegmentLog log, HistoryCounters counters, long now) {
        nextLook = now;
        nextCleaning = now;
        this.server = server;
        this.config = config;
        this.tracks = tracks;
        this.log = log;
        this.counters = counters;
    }

    /** Loads what the log holds; returns how many lines could not be read. */
    long load(long clock) throws IOException, JournalException {
        var reader = new HistoryReader(new HistoryReader.Visitor() {
            @Override
            public void point(Bytes client, HistoryPoint point) {
                var _ = tracks.add(client, point, clock);
            }

            @Override
            public void deletion(Bytes client, long timeNanos) {
                tracks.delete(client, timeNanos);
            }
        });
        List<SegmentLines> uncertain = log.load(lines -> {
            long newest = reader.read(lines);
            tracks.fit();
            return newest;
        });
        var again = new HistoryLines(server);
        var rewriting = new HistoryReader(new Rewriting(again, true));
        uncertain.forEach(each -> {
            long _ = rewriting.read(each.lines());
        });
        write(again);
        return reader.unreadable();
    }

    /** Takes what came in. */
    void take(List<HistoryChange> entries, long clock) {
        var lines = new HistoryLines(server);
        for (HistoryChange entry : entries) {
            switch (entry) {
                case HistoryChange.Reported(var client, var point) -> report(client, point, clock, lines);
                case HistoryChange.Deleted(var client, var time) -> delete(client, time, lines);
            }
        }
        write(lines);
    }

    private void delete(Bytes client, long time, HistoryLines lines) {
        tracks.delete(client, time);
        // Each neighbour may tell of it.
        if (time > deletedAt(client)) {
            deletedLately.put(client, time);
            lines.addDeletion(client, time);
        }
    }

    private void report(Bytes client, HistoryPoint point, long clock, HistoryLines lines) {
        if (point.timeNanos() <= deletedAt(client)) {
            counters.deleted.increment();
        } else if (tracks.add(client, point, clock)) {
            counters.added.increment();
            lines.add(client, point);
        }
    }

    private long deletedAt(Bytes client) {
        return Math.max(deletedAt(deletedLately, client), deletedAt(deletedBefore, client));
    }

    private static long deletedAt(Map<Bytes, Long> deleted, Bytes client) {
        return deleted.isEmpty() ? Long.MIN_VALUE : deleted.getOrDefault(client, Long.MIN_VALUE);
    }

    private void write(HistoryLines lines) {
        if (!lines.isEmpty()) {
            log.add(lines.take());
            lose(log.takeDropped());
        }
    }

    /** What is not written is not kept either: a client that sends it again would be told that it is durable. */
    private void lose(List<SegmentLines> lines) {
        var reader = new HistoryReader(new HistoryReader.Visitor() {
            @Override
            public void point(Bytes client, HistoryPoint point) {
                tracks.lose(client, point.timeNanos());
            }

            @Override
            public void deletion(Bytes client, long timeNanos) {
                // The state has it, and tells of it at the next start.
            }
        });
        lines.forEach(each -> {
            hasLost = true;
            long _ = reader.read(each.lines());
        });
    }

    /** Whether something that was taken since this was asked last was dropped before it was written. */
    boolean takeLoss() {
        boolean loss = hasLost;
        hasLost = false;
        return loss;
    }

    /** Writes all that was taken; true if it may be acknowledged. */
    boolean commit(long now) {
        return log.commit(now);
    }

    /** Drops what is too old or too much. */
    void look(long clock, long now) {
        tracks.fit();
        if (now >= nextLook) {
            nextLook = now + LOOK_PERIOD;
            tracks.expire(clock);
            log.look(now);
            deletedBefore = deletedLately;
            deletedLately = new HashMap<>();
        }
        Segment oldest = log.oldest();
        if (oldest != null && log.problem() == null && now >= nextCleaning && isUseless(oldest, clock)) {
            clean(now);
        }
    }

    private boolean isUseless(Segment oldest, long clock) {
        return oldest.newest() < clock - config.age().toNanos() || log.bytes() > ON_DISK * config.bytes();
    }

    /** Writes again what is still needed of the oldest segment, and deletes it. The deletions in it are about older ones. */
    private void clean(long now) {
        var lines = new HistoryLines(server);
        var reader = new HistoryReader(new Rewriting(lines, false));
        log.readOldest(each -> {
            long _ = reader.read(each);
        });
        write(lines);
        if (!log.dropOldest(now)) {
            nextCleaning = now + LOOK_PERIOD;
        }
    }

    /** Writes again the points that are still kept. */
    private final class Rewriting implements HistoryReader.Visitor {
        private final HistoryLines lines;
        private final boolean withDeletions;

        Rewriting(HistoryLines lines, boolean withDeletions) {
            this.lines = lines;
            this.withDeletions = withDeletions;
        }

        @Override
        public void point(Bytes client, HistoryPoint point) {
            HistoryPoint kept = tracks.find(client, point.timeNanos());
            if (kept != null) {
                lines.add(client, kept);
            }
        }

        @Override
        public void deletion(Bytes client, long timeNanos) {
            if (withDeletions) {
                lines.addDeletion(client, timeNanos);
            }
        }
    }

    /** When something is to be forced although nothing came in; never, if there is nothing. */
    long forceDue() {
        return log.forceDue();
    }

    /** Why nothing can be written at present; null if it can. */
    @Nullable
    String problem() {
        return log.problem();
    }

    /** How many bytes the log takes. */
    long diskBytes() {
        return log.bytes();
    }

    /** Ends the log. What was taken must have been committed. */
    @Override
    public void close() {
        log.close();
    }
}
