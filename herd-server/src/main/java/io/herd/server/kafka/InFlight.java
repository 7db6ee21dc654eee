package io.herd.server.kafka;

import io.herd.protocol.Bytes;
import io.herd.server.kafka.TopicWriter.Outcome;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.LongConsumer;

/** The records that are on their way to the topic, in batches. Safe for any number of threads, but for what is said of batches. */
final class InFlight {
    private final BridgeCounters counters;
    private final AckWatermark watermark;
    private final AtomicInteger records = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private volatile LongConsumer acknowledged = _ -> {};

    InFlight(BridgeCounters counters, AckWatermark watermark) {
        this.counters = counters;
        this.watermark = watermark;
    }

    /** Tells of each batch that is acknowledged from now on when it was handed over. */
    void observe(LongConsumer times) {
        acknowledged = times;
    }

    /** How many records are on their way. */
    int records() {
        return records.get();
    }

    /** How many bytes are on their way, in batches that have been handed over. */
    long bytes() {
        return bytes.get();
    }

    /** Records that are handed over together, by one thread. */
    final class Batch {
        private final long sentAt;
        private final BiConsumer<Bytes, Outcome> done;
        private final int epoch = watermark.sent();
        private int handedOver;
        private int unknown = 1;
        private long size;
        private boolean hasFailed;

        /**
         * @param now when they are handed over
         * @param done told what became of each record, by its name, before the batch counts as done; on any thread
         */
        Batch(long now, BiConsumer<Bytes, Outcome> done) {
            sentAt = now;
            this.done = done;
        }

        /** Hands a record over, which has a name. */
        void send(TopicWriter topic, int partition, Bytes name, TopicRecord record) {
            synchronized (this) {
                unknown++;
            }
            handedOver++;
            size += record.bytes();
            records.incrementAndGet();
            topic.send(partition, record, outcome -> done(name, outcome));
        }

        /** All have been handed over. */
        void end() {
            bytes.addAndGet(size);
            settle(false);
        }

        private void done(Bytes name, Outcome outcome) {
            switch (outcome) {
                case ACKNOWLEDGED -> counters.published.increment();
                case FAILED -> counters.failed.increment();
                case REFUSED -> counters.refused.increment();
            }
            done.accept(name, outcome);
            settle(outcome == Outcome.FAILED);
        }

        private void settle(boolean isFailed) {
            synchronized (this) {
                hasFailed |= isFailed;
                unknown--;
                if (unknown > 0) {
                    return;
                }
            }
            if (handedOver > 0 && !hasFailed) {
                acknowledged.accept(sentAt);
            }
            bytes.addAndGet(-size);
            records.addAndGet(-handedOver);
            watermark.done(epoch, !hasFailed);
        }
    }
}
