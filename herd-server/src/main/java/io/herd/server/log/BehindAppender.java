package io.herd.server.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AsyncAppenderBase;
import ch.qos.logback.core.rolling.RollingFileAppender;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Writes to a file on a thread of its own, and never makes a caller wait: when too much waits to be written, or traffic
 * comes too fast, entries are dropped, counted, and the gap is noted in the file. Unlike Logback's own it also bounds the bytes that wait, and makes
 * an entry's text only where it is written.
 */
final class BehindAppender extends AsyncAppenderBase<ILoggingEvent> {
    private static final int USUAL_WEIGHT = 256;
    private static final int BYTES_PER_ENTRY = 1_024;
    /** Places kept free for threads that find room at the same moment. */
    private static final int SPARE = 64;

    private final Logger owner;
    private final AtomicLong waitingBytes = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong gap = new AtomicLong();
    private final ByteRate traffic;

    /**
     * @param owner in whose name gaps are noted
     * @param entries how many may wait, of 1 KiB on average
     * @param trafficBytes how much traffic may be noted a second
     */
    BehindAppender(Logger owner, int entries, long trafficBytes) {
        this.owner = owner;
        traffic = new ByteRate(trafficBytes, System.nanoTime());
        setContext(owner.getLoggerContext());
        setQueueSize(entries + SPARE);
        setDiscardingThreshold(0);
        setNeverBlock(true);
    }

    /** How many entries were dropped. */
    long dropped() {
        return dropped.get();
    }

    /** Whether an entry of traffic may be noted, so many bytes of text; if not, it counts as dropped. */
    boolean hasRoom(int bytes) {
        boolean hasRoom = traffic.take(bytes, System.nanoTime());
        if (!hasRoom) {
            drop();
        }
        return hasRoom;
    }

    private void drop() {
        dropped.incrementAndGet();
        gap.incrementAndGet();
    }

    @Override
    protected void put(ILoggingEvent event) {
        if (isFull()) {
            drop();
            return;
        }
        if (gap.get() > 0) {
            long missing = gap.getAndSet(0);
            enqueue(new LoggingEvent(
                    getClass().getName(),
                    owner,
                    Level.WARN,
                    "{} entries dropped here: too much to write",
                    null,
                    new Object[] {missing}));
        }
        enqueue(event);
    }

    private boolean isFull() {
        return getRemainingCapacity() <= SPARE || waitingBytes.get() > (long) getQueueSize() * BYTES_PER_ENTRY;
    }

    private void enqueue(ILoggingEvent event) {
        waitingBytes.addAndGet(weight(event));
        super.put(event);
    }

    private static int weight(ILoggingEvent event) {
        Object[] arguments = event.getArgumentArray();
        return arguments != null && arguments.length > 0 && arguments[0] instanceof Weighted weighted
                ? weighted.weight()
                : USUAL_WEIGHT;
    }

    /** The file behind: what it has written waits no longer. */
    final class File extends RollingFileAppender<ILoggingEvent> {
        private final @Nullable Appender<ILoggingEvent> other;

        /** @param other is handed what has been written; null if nobody is */
        File(@Nullable Appender<ILoggingEvent> other) {
            this.other = other;
        }

        @Override
        protected void append(ILoggingEvent event) {
            waitingBytes.addAndGet(-weight(event));
            super.append(event);
            if (other != null) {
                other.doAppend(event);
            }
        }
    }
}
