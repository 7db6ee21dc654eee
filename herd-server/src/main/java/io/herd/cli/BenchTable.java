package io.herd.cli;

import io.herd.bench.LoadResult;
import io.herd.bench.OpenResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** What a benchmark has measured, a line each, and what its figures mean. */
final class BenchTable {
    private static final String NONE = "-";
    private static final String SERVICE_TIME = "service time";
    private static final String LATENCY = "latency";
    private static final String DELAY = "delay";
    private static final List<String> LEGEND = List.of(
            "",
            SERVICE_TIME
                    + ": closed loop, from sending a batch to each reply. While a server stalls nothing is sent, so"
                    + " its stalls hardly show.",
            LATENCY
                    + ": open loop, from when a command was due, sent or not, to its reply. Nothing is omitted. Commands"
                    + " leave up to 0.2 ms after they are due.",
            DELAY + ": one report at a time, at a given pace; corrected for coordinated omission.");

    private final List<List<String>> rows = new ArrayList<>();
    private final List<String> shortfalls = new ArrayList<>();

    BenchTable() {
        rows.add(List.of("", "a second", "time", "p50 us", "p99 us", "p99.9 us", "most us", "CPU us each"));
    }

    /** The lines of the table and below it. */
    List<String> lines() {
        return Stream.of(TextTable.lines(rows), LEGEND, shortfalls)
                .flatMap(List::stream)
                .toList();
    }

    void note(String text) {
        add(text, NONE, NONE, null, NONE);
    }

    /** @param processorTime that the servers used; zero if it is not known */
    void closed(String what, LoadResult outcome, Duration processorTime) {
        String each = each(processorTime, outcome.commands());
        add(what, rate(outcome.rate()), SERVICE_TIME, outcome.serviceTimes(), each);
    }

    void open(String what, int rate, OpenResult outcome, Duration processorTime) {
        add(what, rate(outcome.rate()), LATENCY, outcome.latencies(), each(processorTime, outcome.answered()));
        if (!outcome.isKeptUp()) {
            shortfalls.add(String.format(
                    Locale.ROOT,
                    "%s: %,d a second were due, %,.0f a second were answered; the last was %.1f s behind. Replies missing"
                            + " then: %,d.",
                    what,
                    rate,
                    outcome.rate(),
                    outcome.behind().toMillis() / 1e3,
                    outcome.due() - outcome.answered()));
        }
    }

    /** Commands of which all servers knew after some seconds. */
    void agreed(String what, long commands, double seconds, Duration processorTime) {
        add(what, rate(commands / seconds), NONE, null, each(processorTime, commands));
    }

    /** @param pause between one and the next */
    void paced(String what, Duration pause, Histogram delays) {
        add(what, rate(1e9 / pause.toNanos()), DELAY, delays, NONE);
    }

    private void add(String what, String rate, String time, @Nullable Histogram times, String each) {
        rows.add(List.of(
                what, rate, time, micros(times, 50), micros(times, 99), micros(times, 99.9), micros(times, 100), each));
    }

    private static String rate(double perSecond) {
        return String.format(Locale.ROOT, "%,.0f", perSecond);
    }

    private static String each(Duration processorTime, long commands) {
        return processorTime.isZero()
                ? NONE
                : String.format(Locale.ROOT, "%.2f", processorTime.toNanos() / 1e3 / commands);
    }

    private static String micros(@Nullable Histogram times, double percentile) {
        return times == null ? NONE : String.format(Locale.ROOT, "%,.0f", times.getValueAtPercentile(percentile) / 1e3);
    }
}
