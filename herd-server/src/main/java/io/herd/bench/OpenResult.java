package io.herd.bench;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/**
 * The result of an open-loop load.
 *
 * @param due how many commands were due
 * @param answered how many of them were answered before the load ended
 * @param refused how many of the replies were refusals
 * @param schedule the time within which the commands were due
 * @param time from the start to the last reply, or to the end of waiting for it
 * @param latencies of all commands, in ns, from when they were due; those without a reply count up to the end
 */
public record OpenResult(long due, long answered, long refused, Duration schedule, Duration time, Histogram latencies) {
    /** The last commands may be as late as this. */
    private static final Duration SLACK = Duration.ofMillis(100);

    /** Commands answered a second. */
    public double rate() {
        return answered / (Math.max(schedule.toNanos(), time.toNanos()) / 1e9);
    }

    /** How long after the end of the schedule the last reply came, or the load gave up. */
    public Duration behind() {
        return time.compareTo(schedule) > 0 ? time.minus(schedule) : Duration.ZERO;
    }

    /** Whether the commands were answered at the rate at which they were due. */
    public boolean isKeptUp() {
        return answered == due && behind().compareTo(SLACK) <= 0;
    }

    /** The latency that so many percent of the commands did not exceed, in microseconds. */
    public double micros(double percentile) {
        return latencies.getValueAtPercentile(percentile) / 1e3;
    }
}
