package io.herd.compare;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/** Does something a thousand times a second, and gathers how long each took. */
final class Pace {
    static final Duration PAUSE = Duration.ofMillis(1);
    private static final long LONGEST = Duration.ofMinutes(1).toNanos();

    private Pace() {}

    /** Something that takes a time, in ns. */
    @FunctionalInterface
    interface Step {
        long take(int number) throws IOException;
    }

    static Histogram measure(int steps, Step step) throws IOException {
        var times = new Histogram(LONGEST, 3);
        long next = System.nanoTime();
        for (int i = 0; i < steps; i++, next += PAUSE.toNanos()) {
            LockSupport.parkNanos(next - System.nanoTime());
            times.recordValue(Math.min(LONGEST, step.take(i)));
        }
        return times;
    }
}
