package io.herd.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * A closed loop at a given pace: a step starts at each beat, unless the one before is still running. A step that lasts
 * for several beats keeps others from starting, and so from being slow as well (coordinated omission); HdrHistogram adds
 * the times that they would have taken.
 */
public final class Pace {
    private Pace() {}

    /** Something that takes a time, in ns. */
    @FunctionalInterface
    public interface Step {
        /** Does it, at the beat of that number, and returns its time. */
        long take(int beat) throws IOException;
    }

    /** Runs a step at each of so many beats, and returns their times in ns, corrected for coordinated omission. Blocks. */
    public static Histogram measure(int beats, Duration beat, Step step) throws IOException {
        Histogram times = Times.histogram();
        long length = beat.toNanos();
        long start = System.nanoTime();
        for (int next = 0; next < beats; ) {
            awaitTime(start + next * length);
            times.recordValueWithExpectedInterval(Times.bounded(step.take(next)), length);
            next = Math.max(next, (int) ((System.nanoTime() - start) / length)) + 1;
        }
        return times;
    }

    private static void awaitTime(long time) {
        for (long left = time - System.nanoTime(); left > 0; left = time - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
