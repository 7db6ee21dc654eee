package io.herd.server.log;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;

/** Counts lines that a log dropped for one reason, and those that it has yet to report. Safe for any number of threads. */
final class Gap {
    private final LongAdder dropped;
    private final String reason;
    private volatile long mentioned;

    /** @param dropped counts the lines */
    Gap(LongAdder dropped, String reason) {
        this.dropped = dropped;
        this.reason = reason;
    }

    void drop(int lines) {
        dropped.add(lines);
    }

    /** Logs how many lines were dropped since the last report, if any were and the queue has room. */
    void mention(Predicate<Entry> log) {
        if (dropped.sum() != mentioned) {
            mentionDropped(log);
        }
    }

    private synchronized void mentionDropped(Predicate<Entry> log) {
        long sum = dropped.sum();
        long missing = sum - mentioned;
        if (missing > 0 && log.test(note(missing))) {
            mentioned = sum;
        }
    }

    private Entry note(long missing) {
        String text = missing + (missing == 1 ? " line" : " lines") + " dropped here: " + reason;
        return new EventEntry(System.currentTimeMillis(), "WARN ", text, null);
    }
}
