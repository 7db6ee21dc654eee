package io.herd.cli;

import io.herd.bench.Commands;
import io.herd.bench.Plan;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How much load a benchmark puts on servers. */
final class BenchOptions {
    /** Beyond these the times and names of {@link io.herd.bench.Template} would not suffice. */
    private static final int MOST_CLIENTS = 99_999_999;

    private static final int MOST_SECONDS = 100;
    private static final int MOST_RATE = 5_000_000;

    private static final int MOST_CONNECTIONS = 10_000;
    private static final int MOST_DEPTH = 10_000;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = {
                "Open loop: N commands a second are due, on all connections together, whether or not earlier ones were",
                "answered. What is measured is latency: each command's time from when it was due to its reply, the at most",
                "0.2 ms by which it leaves late included, and the time for which it could not be sent. That needs no",
                "correction for coordinated omission, such as HdrHistogram's recordValueWithExpectedInterval makes where a",
                "loop is closed.",
                "By default most loops are closed: a connection waits for all replies before it sends more. What is",
                "measured then is service time. A stall delays what would be sent meanwhile, which no figure tells.",
            })
    @Nullable
    Integer rate;

    @Option(
            names = "--clients",
            paramLabel = "N",
            defaultValue = "100000",
            description = "How many clients there are; by default ${DEFAULT-VALUE}.")
    private int clients;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "16",
            description = "How many connections are open at once; by default ${DEFAULT-VALUE}.")
    private int connections;

    @Option(
            names = "--depth",
            paramLabel = "N",
            defaultValue = "64",
            description = {
                "How many commands a connection sends before it waits; by default ${DEFAULT-VALUE}. In an open loop it",
                "does not wait."
            })
    private int depth;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "5",
            description = "How long each measurement takes, after as long for warming up; by default ${DEFAULT-VALUE}.")
    private int seconds;

    /**
     * The load of most measurements; where and what is sent differs.
     *
     * @throws ParameterException if there cannot be one
     */
    Plan plan() {
        check("--rate", rate == null ? 1 : rate, MOST_RATE);
        check("--clients", clients, MOST_CLIENTS);
        check("--connections", connections, MOST_CONNECTIONS);
        check("--depth", depth, MOST_DEPTH);
        check("--seconds", seconds, MOST_SECONDS);
        return Plan.of(List.of(), Commands.whereis(), clients, Duration.ofSeconds(seconds))
                .with(connections, depth);
    }

    private void check(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw new ParameterException(
                    spec.commandLine(), String.format(Locale.ROOT, "%s must be from 1 to %,d", option, most));
        }
    }
}
