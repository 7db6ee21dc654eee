package io.herd.server.log;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes entries to a sink on a thread of its own, and never makes a caller wait: entries that find the queue full are
 * dropped, counted, and the gap is reported among the lines. The thread polls the queue, so that callers need not signal,
 * and writes in short bursts: for as long as it writes it may keep an event loop from its processor.
 */
final class LogWriter {
    private static final int BYTES_PER_ENTRY = 1_024;
    /** A burst is this long, or a part of what waits if that is more. */
    private static final int BURST_BYTES = 16 * 1_024;

    private static final int BURST_PART = 16;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    /** While there is nothing to write. */
    private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    /** After so many looks at nothing it sleeps until it is woken, or until it is time to look for a gap that has ended. */
    private static final int IDLE_LOOKS = 20;

    private static final long SLEEP_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Sink sink;
    private final long bytesBound;
    private final BlockingQueue<Entry> queue;
    private final AtomicLong waitingBytes = new AtomicLong();
    private final WindowLimiter limiter;
    private final Gap overLimit;
    private final Gap queueFull;
    private final LineWriter lines = new LineWriter();
    private final Thread thread;
    private volatile boolean isAsleep;
    private volatile boolean closed;

    /**
     * Starts the thread.
     *
     * @param name the thread's
     * @param sink closed with this
     * @param entries how many may wait, of 1 KiB on average
     * @param limiter decides what {@link #admits}
     * @param counters count what is dropped
     */
    LogWriter(String name, Sink sink, int entries, WindowLimiter limiter, LogCounters counters) {
        this.sink = sink;
        this.limiter = limiter;
        bytesBound = (long) entries * BYTES_PER_ENTRY;
        queue = new ArrayBlockingQueue<>(entries);
        overLimit = new Gap(counters.overLimit, "above the rate limit");
        queueFull = new Gap(counters.queueFull, "written too slowly");
        thread = Thread.ofPlatform().daemon().name(name).start(this::run);
    }

    /**
     * Whether so many bytes are within the rate limit; if not, the lines count as dropped. To be called before an entry is
     * made of traffic.
     */
    boolean admits(int bytes, int lineCount) {
        boolean admits = limiter.take(bytes, System.nanoTime());
        if (!admits) {
            overLimit.drop(lineCount);
        }
        return admits;
    }

    /** Queues an entry, unless the queue is full. */
    void write(Entry entry) {
        overLimit.mention(this::enqueue);
        queueFull.mention(this::enqueue);
        if (!enqueue(entry)) {
            queueFull.drop(entry.lines());
        }
    }

    private boolean enqueue(Entry entry) {
        int bytes = entry.bytes();
        boolean fits = waitingBytes.get() <= bytesBound && queue.offer(entry);
        if (fits) {
            waitingBytes.addAndGet(bytes);
            if (isAsleep) {
                LockSupport.unpark(thread);
            }
        }
        return fits;
    }

    private void run() {
        int idleLooks = 0;
        while (!closed || !queue.isEmpty()) {
            if (writeBurst()) {
                idleLooks = 0;
                pause(PAUSE_NANOS);
            } else {
                mentionWhatIsOver();
                if (++idleLooks < IDLE_LOOKS) {
                    pause(IDLE_NANOS);
                } else {
                    sleep();
                }
            }
        }
        sink.close();
    }

    private void pause(long nanos) {
        if (!closed) {
            LockSupport.parkNanos(nanos);
        }
    }

    /** Whether it waits to be woken. */
    boolean isAsleep() {
        return isAsleep;
    }

    private void sleep() {
        isAsleep = true;
        if (queue.isEmpty()) {
            pause(SLEEP_NANOS);
        }
        isAsleep = false;
    }

    private boolean writeBurst() {
        long due = Math.max(BURST_BYTES, waitingBytes.get() / BURST_PART);
        long written = 0;
        for (Entry entry = queue.poll(); entry != null; entry = written < due ? queue.poll() : null) {
            written += entry.bytes();
            entry.writeTo(lines);
            sink.write(lines.take());
        }
        if (written > 0) {
            sink.flush();
            waitingBytes.addAndGet(-written);
        }
        return written > 0;
    }

    /** Reports a gap that no entry follows. */
    private void mentionWhatIsOver() {
        queueFull.mention(this::enqueue);
        if (limiter.isOpen(System.nanoTime())) {
            overLimit.mention(this::enqueue);
        }
    }

    /** Waits until all earlier entries are written, at most for a time in ms. */
    void flush(long patience) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patience);
        while (waitingBytes.get() != 0 && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** Writes all entries that wait, for at most a time in ms, and closes the sink. */
    void close(long patience) {
        overLimit.mention(this::enqueue);
        queueFull.mention(this::enqueue);
        closed = true;
        LockSupport.unpark(thread);
        try {
            var _ = thread.join(Duration.ofMillis(patience));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
