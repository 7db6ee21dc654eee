package io.herd.bench;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/** Histograms of times in ns, to three digits. */
final class Times {
    private static final long LONGEST = Duration.ofMinutes(1).toNanos();

    private Times() {}

    static Histogram histogram() {
        return new Histogram(LONGEST, 3);
    }

    /** The time as the histogram can hold it: at most a minute. */
    static long bounded(long nanos) {
        return Math.clamp(nanos, 0, LONGEST);
    }
}
