package io.herd.server.journal;

import java.util.concurrent.atomic.LongAdder;

/** What a journal has written, and what failed. */
public final class JournalCounters {
    public final LongAdder commits = new LongAdder();
    public final LongAdder records = new LongAdder();
    /** Of logs and snapshots. */
    public final LongAdder bytes = new LongAdder();

    public final LongAdder snapshots = new LongAdder();
    /** Files that could not be created. */
    public final LongAdder failedCreations = new LongAdder();

    public final LongAdder failedWrites = new LongAdder();
    public final LongAdder failedForces = new LongAdder();
    public final LongAdder failedSnapshots = new LongAdder();
    /** Batches that were damaged when the journal was loaded. */
    public final LongAdder damagedBatches = new LongAdder();

    LongAdder failed(JournalFault fault) {
        return switch (fault) {
            case CREATE -> failedCreations;
            case WRITE -> failedWrites;
            case FORCE -> failedForces;
        };
    }
}
