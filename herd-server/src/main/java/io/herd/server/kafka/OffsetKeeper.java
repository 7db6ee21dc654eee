package io.herd.server.kafka;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Stores how far the topic has been read once the journal holds what was read. Without a journal it stores nothing. Confined to one
 * thread.
 */
final class OffsetKeeper {
    private static final long PERIOD_NANOS = 10_000_000_000L;
    private static final long PATIENCE_MILLIS = 1_000;

    private final @Nullable DurableMemory memory;
    private final LongSupplier watermark;
    private final Logger log;
    private @Nullable StoredOffsets stored;
    private volatile @Nullable StoredOffsets durable;
    private long next;
    private boolean hasFailed;

    /** @param watermark all that this server accepted before this POSIX time in nanoseconds is in the topic */
    OffsetKeeper(@Nullable DurableMemory memory, LongSupplier watermark, Logger log, long now) {
        this.memory = memory;
        this.watermark = watermark;
        this.log = log;
        next = now + PERIOD_NANOS;
    }

    /** What the journal of a server holds; null if that is not known. Blocks. */
    static @Nullable StoredOffsets load(@Nullable DurableMemory memory, Logger log) {
        if (memory == null || memory.isDamaged().getAsBoolean()) {
            return null;
        }
        try {
            return new OffsetFile(memory.directory()).read();
        } catch (IOException e) {
            log.warn("cannot read how far the topic was read, so all of it is read: {}", e.toString());
            return null;
        }
    }

    /** Partitions have been read to these offsets. */
    void look(String topicId, Map<Integer, Long> offsets, long now) {
        StoredOffsets fresh = durable;
        if (memory != null && fresh != null && !fresh.equals(stored)) {
            write(memory, fresh);
        }
        if (memory != null && now >= next) {
            next = now + PERIOD_NANOS;
            var current = new StoredOffsets(topicId, Math.max(0, watermark.getAsLong()), offsets);
            var _ = memory.flush().get().onSuccess(_ -> durable = current);
        }
    }

    /** The last time: waits a little for the journal. */
    void end(String topicId, Map<Integer, Long> offsets) throws InterruptedException {
        if (memory == null) {
            return;
        }
        var last = new StoredOffsets(topicId, Math.max(0, watermark.getAsLong()), offsets);
        var isFlushed = new CountDownLatch(1);
        var _ = memory.flush().get().onSuccess(_ -> isFlushed.countDown());
        // If it takes longer, what was stored before is true as well.
        if (isFlushed.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
            write(memory, last);
        }
    }

    private void write(DurableMemory to, StoredOffsets offsets) {
        try {
            new OffsetFile(to.directory()).write(offsets);
            stored = offsets;
            hasFailed = false;
        } catch (IOException e) {
            if (!hasFailed) {
                log.warn("cannot store how far the topic was read: {}", e.toString());
            }
            hasFailed = true;
        }
    }
}
