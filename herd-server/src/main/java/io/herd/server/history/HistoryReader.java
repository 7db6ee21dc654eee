package io.herd.server.history;

import io.herd.protocol.Bytes;
import io.herd.protocol.Readings;
import io.herd.protocol.RecordKind;
import io.herd.protocol.Report;
import io.herd.protocol.ReportLines;
import org.jspecify.annotations.Nullable;

/** Reads lines of the log, in their order. Confined to one thread. */
final class HistoryReader {
    private final Visitor visitor;
    /** The readings that were read last, for the report of the same client and time. */
    private @Nullable Report readings;

    private long newest;
    private long unreadable;

    /** Gets what is read. Names and locations are good as long as they are held. */
    interface Visitor {
        void point(Bytes client, HistoryPoint point);

        /** The client was deleted, as of a POSIX time in nanoseconds. */
        void deletion(Bytes client, long timeNanos);
    }

    HistoryReader(Visitor visitor) {
        this.visitor = visitor;
    }

    /** Reads lines, and returns the latest time in them. */
    long read(Bytes lines) {
        newest = 0;
        int none = ReportLines.forEach(lines, (_, report) -> take(report));
        unreadable += none;
        return newest;
    }

    private void take(Report report) {
        newest = Math.max(newest, report.timeNanos());
        switch (report.kind()) {
            case REPORT ->
                visitor.point(
                        report.client(), new HistoryPoint(report.timeNanos(), report.location(), readingsOf(report)));
            case READINGS -> readings = report;
            case DELETED_CLIENT -> visitor.deletion(report.client(), report.timeNanos());
            default -> unreadable++;
        }
    }

    private Readings readingsOf(Report report) {
        Report last = readings;
        if (last == null || last.timeNanos() != report.timeNanos()) {
            return Readings.NONE;
        }
        boolean isOfClient = RecordKind.READINGS.subject(last.client()).equals(report.client());
        return isOfClient ? last.readings() : Readings.NONE;
    }

    /** How many lines were none of the history. */
    long unreadable() {
        return unreadable;
    }
}
