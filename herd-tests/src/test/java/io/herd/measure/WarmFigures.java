package io.herd.measure;

import io.herd.bench.Commands;
import io.herd.bench.Delay;
import io.herd.bench.Load;
import io.herd.bench.OwnHerd;
import io.herd.bench.Plan;
import io.herd.bench.TemporaryDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * How fast servers are right after their start: how many reports one answers in each of the first seconds, and how soon five
 * know a report in the first ten seconds and in the first minute. The load begins when servers are ready. Nothing is
 * written to the disk but logs.
 */
final class WarmFigures {
    private static final Map<String, String> IN_MEMORY = Map.of("HERD_JOURNAL_ENABLED", "false");
    private static final List<Integer> SECONDS = List.of(1, 2, 5, 10, 30, 60);
    private static final int REFERENCE = 10;
    private static final int CLIENTS = 100_000;

    private static final Duration PAUSE = Duration.ofMillis(1);
    private static final int FIRST_REPORTS = 10_000;
    private static final int LATER_REPORTS = 50_000;

    private final Path home;
    private final Path directory;

    /** From replies to the last of the other servers, in ns. */
    private record Delays(Histogram tenSeconds, Histogram minute) {}

    private WarmFigures(Path home, Path directory) {
        this.home = home;
        this.directory = directory;
    }

    /**
     * Prints the figures.
     *
     * @param arguments the project's folder, whose launcher must have been built, and how often each herd is started
     */
    public static void main(String[] arguments) throws IOException {
        int starts = Integer.parseInt(arguments[1]);
        try (var temporary = TemporaryDirectory.create("herd-warm")) {
            var figures = new WarmFigures(Path.of(arguments[0]), temporary.path());
            List<List<Double>> rates = new ArrayList<>();
            List<Delays> delays = new ArrayList<>();
            for (int i = 0; i < starts; i++) {
                rates.add(figures.rates());
            }
            printRates(rates);
            for (int i = 0; i < starts; i++) {
                delays.add(figures.delays());
            }
            printDelays(
                    "the first 10 s", delays.stream().map(Delays::tenSeconds).toList());
            printDelays("the first minute", delays.stream().map(Delays::minute).toList());
        }
    }

    private OwnHerd start(int count) throws IOException {
        Path logs = Files.createTempDirectory(directory, "herd");
        return OwnHerd.start(Five.launcher(home), Five.SERVERS, count, logs, Map.of(), IN_MEMORY);
    }

    /** How many reports a second a fresh server answers, second by second. */
    private List<Double> rates() throws IOException {
        try (OwnHerd herd = start(1);
                Load load = Load.open(
                        Plan.of(herd.addresses(), Commands.iamat(Clock.next()), CLIENTS, Duration.ofSeconds(1)))) {
            List<Double> rates = new ArrayList<>();
            for (int second = 0; second < SECONDS.getLast(); second++) {
                rates.add(load.run(_ -> {}).rate());
            }
            return rates;
        }
    }

    private Delays delays() throws IOException {
        try (OwnHerd herd = start(Five.SERVERS.size())) {
            Histogram tenSeconds = Delay.measure(herd.addresses(), Clock.next(), FIRST_REPORTS, PAUSE, _ -> {});
            Histogram minute = tenSeconds.copy();
            minute.add(Delay.measure(herd.addresses(), Clock.next(), LATER_REPORTS, PAUSE, _ -> {}));
            return new Delays(tenSeconds, minute);
        }
    }

    private static void printRates(List<List<Double>> starts) {
        System.out.println("one server: reports answered in a second, and relative to the tenth");
        for (int second : SECONDS) {
            List<Double> rates =
                    starts.stream().map(start -> start.get(second - 1)).toList();
            List<Double> relative = starts.stream()
                    .map(start -> start.get(second - 1) / start.get(REFERENCE - 1))
                    .toList();
            System.out.printf(
                    Locale.ROOT, "second %2d: %,9.0f  %3.0f %%%n", second, median(rates), 100 * median(relative));
        }
    }

    private static void printDelays(String when, List<Histogram> starts) {
        System.out.printf(
                Locale.ROOT,
                "five servers, from a reply to the last of the others, in %s: p50 %.2f ms, p99 %.2f ms%n",
                when,
                median(percentiles(starts, 50)),
                median(percentiles(starts, 99)));
    }

    private static List<Double> percentiles(List<Histogram> starts, double percentile) {
        return starts.stream()
                .map(delays -> delays.getValueAtPercentile(percentile) / 1e6)
                .toList();
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
