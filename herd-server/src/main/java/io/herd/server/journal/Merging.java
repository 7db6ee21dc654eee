package io.herd.server.journal;

import io.herd.protocol.Report;
import io.herd.protocol.ReportLines;
import io.herd.state.HerdState;
import io.herd.state.MergeResult;
import io.herd.state.PrefetchBatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;

/** Merges batches of reports into a state, several at once: newest wins, so their order does not matter. */
final class Merging {
    private final HerdState state;
    private final Executor executor;
    /** Bounds the batches that wait to be merged. */
    private final Semaphore permits;

    private final int most;
    private final LongAdder notKept = new LongAdder();

    Merging(HerdState state, Executor executor, int most) {
        this.state = state;
        this.executor = executor;
        this.most = most;
        permits = new Semaphore(most);
    }

    /** Merges the reports of a batch, some time before {@link #await} returns. Waits if too many batches wait already. */
    void merge(BatchScanner.Batch batch) {
        permits.acquireUninterruptibly();
        executor.execute(() -> {
            try {
                mergeNow(batch);
            } finally {
                permits.release();
            }
        });
    }

    private void mergeNow(BatchScanner.Batch batch) {
        var reports = new PrefetchBatch<Report>(state, this::mergeNow);
        int unreadable = ReportLines.forEach(batch.lines(), (_, report) -> reports.add(report.client(), report));
        reports.carryOut();
        notKept.add(unreadable);
    }

    private void mergeNow(Report report, long clientHash) {
        if (state.load(report, clientHash) == MergeResult.NO_ROOM) {
            notKept.increment();
        }
    }

    /** Waits until all is merged. */
    void await() {
        permits.acquireUninterruptibly(most);
        permits.release(most);
    }

    /** How many reports the state had no room for, or could not be read. */
    long notKept() {
        return notKept.sum();
    }
}
