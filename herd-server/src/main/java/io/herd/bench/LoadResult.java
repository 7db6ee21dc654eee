package io.herd.bench;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/**
 * The result of a load.
 *
 * @param commands how many were sent, and answered
 * @param refused how many of them were refused
 * @param time from the first command to the last reply
 * @param latencies of each reply, in ns, from the write of its batch on
 */
public record LoadResult(long commands, long refused, Duration time, Histogram latencies) {
    /** Commands a second. */
    public double rate() {
        return commands / (time.toNanos() / 1e9);
    }

    /** The time within which so many percent of the replies came, in microseconds. */
    public double micros(double percentile) {
        return latencies.getValueAtPercentile(percentile) / 1e3;
    }
}
