package io.herd.server.history;

import io.herd.protocol.ByteWriter;
import io.herd.protocol.Bytes;
import io.herd.protocol.Report;
import io.herd.server.journal.SegmentLines;

/** Writes points and deletions as lines of the log: readings before the report of the same client and time. Used once. */
final class HistoryLines {
    private static final int USUAL_LINE = 128;

    private final Bytes server;
    private final ByteWriter out = new ByteWriter(USUAL_LINE);
    private int count;
    private long newest;

    HistoryLines(Bytes server) {
        this.server = server;
    }

    void add(Bytes client, HistoryPoint point) {
        if (!point.readings().isEmpty()) {
            add(Report.readings(server, client, point.readings(), point.timeNanos()));
        }
        add(Report.past(server, client, point.location(), point.timeNanos()));
    }

    /** The client was deleted, as of a POSIX time in nanoseconds. */
    void addDeletion(Bytes client, long timeNanos) {
        add(Report.tombstone(server, client, timeNanos));
    }

    private void add(Report report) {
        report.writeForNeighbour(out);
        count++;
        newest = Math.max(newest, report.timeNanos());
    }

    boolean isEmpty() {
        return count == 0;
    }

    SegmentLines take() {
        return new SegmentLines(out.take(), count, newest);
    }
}
