package io.herd.sim;

import java.util.Comparator;
import java.util.PriorityQueue;

/** Virtual time, and what is to happen when; and the date. Of what is due at the same time, the first planned comes first. */
final class VirtualClock {
    private record Entry(long due, long sequence, Runnable task) {}

    private final PriorityQueue<Entry> entries =
            new PriorityQueue<>(Comparator.comparingLong(Entry::due).thenComparingLong(Entry::sequence));
    private long now;
    private long skipped;
    private long planned;

    /** Virtual time in ms since the start. */
    long now() {
        return now;
    }

    /** What a right clock shows: POSIX time in ms. */
    long date() {
        return SimServer.START + skipped + now;
    }

    /** Lets a time of so many ms pass in which nothing happens: on all clocks, but not until what is planned. */
    void skip(long millis) {
        skipped += millis;
    }

    /** Plans a task for so many ms from now. */
    void in(long millis, Runnable task) {
        entries.add(new Entry(now + millis, planned++, task));
    }

    /** Does all that is due within so many ms from now. What is done may let time pass itself: then this may take longer. */
    void pass(long millis) {
        long end = now + millis;
        for (Entry next = entries.peek(); next != null && next.due <= end; next = entries.peek()) {
            entries.remove(next);
            now = Math.max(now, next.due);
            next.task.run();
        }
        now = Math.max(now, end);
    }
}
