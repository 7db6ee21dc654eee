package io.herd.server.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes to a file on a thread of its own, and never makes a caller wait: when too much waits to be written, or traffic
 * comes too fast, entries are dropped, counted, and the gap is noted in the file. The writer looks many times a second
 * for what waits, so that nobody has to wake it, and writes all of it at once. Unlike Logback's own it also bounds the bytes
 * that wait, and makes an entry's text only where it is written.
 */
final class BehindAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
    private static final int USUAL_WEIGHT = 256;
    private static final int BYTES_PER_ENTRY = 1_024;
    /** Short, since for as long as it writes the writer may keep an event loop from its processor. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    /** While there is nothing to write. */
    private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    /** How long closing waits for the disk, in ms. */
    private static final long PATIENCE = 1_000;

    private final Logger owner;
    private final LogFile file;
    private final long bytesBound;
    private final BlockingQueue<ILoggingEvent> queue;
    private final AtomicLong waitingBytes = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong gap = new AtomicLong();
    private final ByteRate traffic;
    private final Thread writer = new Thread(this::write, "log");

    /**
     * @param owner in whose name gaps are noted
     * @param file what it writes to; closed with this
     * @param entries how many may wait, of 1 KiB on average
     * @param trafficBytes how much traffic may be noted a second
     */
    BehindAppender(Logger owner, LogFile file, int entries, long trafficBytes) {
        this.owner = owner;
        this.file = file;
        bytesBound = (long) entries * BYTES_PER_ENTRY;
        queue = new ArrayBlockingQueue<>(entries);
        traffic = new ByteRate(trafficBytes, System.nanoTime());
        setContext(owner.getLoggerContext());
        writer.setDaemon(true);
    }

    /** How many entries were dropped. */
    long dropped() {
        return dropped.get();
    }

    /** Whether an entry of traffic may be noted, so many bytes of text; if not, it counts as dropped. */
    boolean hasRoom(int bytes) {
        boolean hasRoom = traffic.take(bytes, System.nanoTime());
        if (!hasRoom) {
            drop(1);
        }
        return hasRoom;
    }

    private void drop(long entries) {
        dropped.addAndGet(entries);
        gap.addAndGet(entries);
    }

    @Override
    protected void append(ILoggingEvent event) {
        long missing = gap.get() == 0 ? 0 : gap.getAndSet(0);
        if (missing > 0 && !enqueue(note(missing))) {
            gap.addAndGet(missing);
        }
        if (!enqueue(event)) {
            drop(1);
        }
    }

    private ILoggingEvent note(long missing) {
        String text = "{} entries dropped here: too much to write";
        return new LoggingEvent(getClass().getName(), owner, Level.WARN, text, null, new Object[] {missing});
    }

    private boolean enqueue(ILoggingEvent event) {
        int weight = weight(event);
        boolean fits = waitingBytes.get() <= bytesBound && queue.offer(event);
        if (fits) {
            waitingBytes.addAndGet(weight);
        }
        return fits;
    }

    private static int weight(ILoggingEvent event) {
        Object[] arguments = event.getArgumentArray();
        return arguments != null && arguments.length > 0 && arguments[0] instanceof Weighted weighted
                ? weighted.weight()
                : USUAL_WEIGHT;
    }

    private void write() {
        List<ILoggingEvent> due = new ArrayList<>();
        while (isStarted() || !queue.isEmpty()) {
            queue.drainTo(due);
            for (ILoggingEvent event : due) {
                waitingBytes.addAndGet(-weight(event));
                file.doAppend(event);
            }
            boolean isIdle = due.isEmpty();
            if (!isIdle) {
                file.flush();
                due.clear();
            }
            if (isStarted()) {
                LockSupport.parkNanos(isIdle ? IDLE_NANOS : PAUSE_NANOS);
            }
        }
    }

    @Override
    public void start() {
        super.start();
        writer.start();
    }

    /** Writes what waits, if the disk takes it in time, and closes the file. */
    @Override
    public void stop() {
        super.stop();
        LockSupport.unpark(writer);
        try {
            writer.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        file.stop();
    }
}
