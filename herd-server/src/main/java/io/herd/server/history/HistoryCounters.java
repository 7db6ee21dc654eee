package io.herd.server.history;

import java.util.concurrent.atomic.LongAdder;

/** What became of reports for the history since the start. */
public final class HistoryCounters {
    public final LongAdder added = new LongAdder();
    /** Reports of a client and a time of which there was one already. */
    public final LongAdder duplicates = new LongAdder();
    /** Reports dropped as they are older than {@code history.age}. */
    public final LongAdder droppedByAge = new LongAdder();
    /** Reports dropped as their clients have {@code history.reports} newer ones. */
    public final LongAdder droppedByReports = new LongAdder();
    /** The oldest reports, dropped as all had more than {@code history.bytes}, or those that wait for the disk had. */
    public final LongAdder droppedByBytes = new LongAdder();
    /** Reports dropped as their clients were deleted. */
    public final LongAdder deleted = new LongAdder();
}
