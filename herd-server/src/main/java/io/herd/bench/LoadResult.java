package io.herd.bench;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/**
 * The result of a closed-loop load.
 *
 * @param commands how many were sent, and answered
 * @param refused how many of them were refused
 * @param time from the first command to the last reply
 * @param serviceTimes of each reply, in ns, from the write of its batch on
 */
public record LoadResult(long commands, long refused, Duration time, Histogram serviceTimes) {
    /** Commands a second. */
    public double rate() {
        return commands / (time.toNanos() / 1e9);
    }

    /** The service time within which so many percent of the replies came, in microseconds. */
    public double micros(double percentile) {
        return serviceTimes.getValueAtPercentile(percentile) / 1e3;
    }
}
