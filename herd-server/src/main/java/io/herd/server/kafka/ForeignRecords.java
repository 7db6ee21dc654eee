package io.herd.server.kafka;

import io.herd.protocol.ByteWriter;
import io.herd.protocol.Bytes;
import io.herd.protocol.ReportLine;
import io.herd.server.kafka.TopicWriter.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Records about clients that other herds keep, until the topic has them: nothing else here holds them. Safe for any number of threads.
 */
final class ForeignRecords {
    /** About what one takes besides its bytes. */
    private static final int OVERHEAD_BYTES = 256;

    private final TopicCodec codec;
    private final long mostBytes;
    private final Queue<Foreign> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicLong bytes = new AtomicLong();

    /**
     * One of them.
     *
     * @param subject the name that it belongs to a partition by
     * @param published completed once the topic has it
     */
    record Foreign(Bytes subject, TopicRecord record, Promise<Void> published) {
        private int bytes() {
            return record.bytes() + OVERHEAD_BYTES;
        }
    }

    /** @param mostBytes how many bytes may wait, on their way or not */
    ForeignRecords(TopicCodec codec, long mostBytes) {
        this.codec = codec;
        this.mostBytes = mostBytes;
    }

    /** Takes a record in. Completes once the topic has it, on any thread; fails if that will never be, but waits for as long as it may. */
    Future<Void> add(ReportLine record) {
        var out = new ByteWriter(record.line().length());
        record.writeForNeighbour(out);
        Bytes line = out.take();
        TopicRecord encoded = codec.encode(line.subSequence(0, line.length() - 1), record);
        var foreign = new Foreign(record.kind().subject(record.client()), encoded, Promise.promise());
        if (bytes.addAndGet(foreign.bytes()) > mostBytes) {
            bytes.addAndGet(-foreign.bytes());
            return Future.failedFuture("too much waits for the topic");
        }
        waiting.add(foreign);
        return foreign.published.future();
    }

    /** Takes off one that is to be handed over; null if there is none. */
    @Nullable
    Foreign take() {
        return waiting.poll();
    }

    /** What became of one that was taken off. */
    void done(Foreign foreign, Outcome outcome) {
        if (outcome == Outcome.FAILED) {
            waiting.add(foreign);
            return;
        }
        bytes.addAndGet(-foreign.bytes());
        if (outcome == Outcome.ACKNOWLEDGED) {
            foreign.published.complete();
        } else {
            foreign.published.fail("the topic does not take the record");
        }
    }

    /** Whether none waits, nor is on its way. */
    boolean isEmpty() {
        return bytes.get() == 0;
    }
}
