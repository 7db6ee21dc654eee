package io.herd.server.journal;

import io.herd.protocol.Bytes;
import io.herd.protocol.ReportLines;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The last batches of a log, which may not have been forced: a later force may have called pages written that are lost. Confined to
 * one thread.
 */
final class UncertainBatches implements Consumer<BatchScanner.Batch> {
    /** Beyond so many bytes it is simpler to write everything again. */
    private static final long MOST_BYTES = 64 << 20;

    private final Deque<BatchScanner.Batch> batches = new ArrayDeque<>();
    private long bytes;
    private boolean isOverflowing;

    /** The next batch of the log. */
    @Override
    public void accept(BatchScanner.Batch batch) {
        while (!batches.isEmpty()
                && batches.peek().header().sequence() < batch.header().forced()) {
            bytes -= batches.remove().lines().length();
        }
        batches.add(batch);
        bytes += batch.lines().length();
        if (bytes > MOST_BYTES) {
            isOverflowing = true;
            batches.clear();
            bytes = 0;
        }
    }

    /** The clients of those batches. */
    void addClientsTo(Collection<Bytes> clients) {
        for (BatchScanner.Batch batch : batches) {
            int _ = ReportLines.forEach(
                    batch.lines(), (_, report) -> clients.add(report.client().copy()));
        }
    }

    /** What stands in those batches. */
    Stream<Bytes> lines() {
        return batches.stream().map(BatchScanner.Batch::lines);
    }

    /** Whether there were more than are kept. */
    boolean isOverflowing() {
        return isOverflowing;
    }
}
