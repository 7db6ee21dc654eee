package io.herd.measure;

import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Measures what a report costs, but for sockets, and what history and, under a flood, the log add. */
public final class Benchmarks {
    private Benchmarks() {}

    /** Takes about a minute. */
    public static void main(String[] arguments) throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(ReportBenchmark.class.getName())
                        .include(HistoryBenchmark.class.getName())
                        .include(LogBenchmark.class.getName())
                        .build())
                .run();
    }
}
