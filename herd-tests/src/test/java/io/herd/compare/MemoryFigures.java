package io.herd.compare;

import io.herd.bench.Child;
import io.herd.bench.Commands;
import io.herd.bench.Load;
import io.herd.bench.LoadResult;
import io.herd.bench.OwnHerd;
import io.herd.bench.Plan;
import io.herd.bench.TemporaryDirectory;
import io.herd.measure.Clock;
import io.herd.measure.Five;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Compares how much memory servers take with the JVM's options as shipped, and with others. */
final class MemoryFigures {
    private static final int MANY = 1_000_000;
    private static final int FEWER = 100_000;
    private static final Duration LOAD = Duration.ofSeconds(10);
    private static final int QUIET_SECONDS = 60;
    private static final double MB = 1e6;

    private final Results results = new Results("resident memory, MB");
    private final Path home;

    private MemoryFigures(Path home) {
        this.home = home;
    }

    /** Prints a table; takes the project's folder, and sets of options in commas, without which only the shipped ones count. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var figures = new MemoryFigures(Path.of(arguments[0]));
        figures.measure("**as shipped**", List.of());
        for (String options : Arrays.copyOfRange(arguments, 1, arguments.length)) {
            figures.measure("`" + options.replace(",", " ") + "`", List.of(options.split(",", -1)));
        }
        System.out.print(figures.results.markdown());
    }

    private void measure(String name, List<String> options) throws IOException, InterruptedException {
        System.err.println(name);
        try (var temporary = TemporaryDirectory.create("herd-memory")) {
            var variant = new JvmVariant(home, options, temporary.path());
            try (OwnHerd herd = herd(variant, 1, temporary.path().resolve("one"))) {
                TimeUnit.SECONDS.sleep(QUIET_SECONDS);
                note(name, "no client", herd.first());
                var _ = Load.run(plan(herd, MANY).onceEach(), _ -> {});
                note(name, "1,000,000 have reported", herd.first());
                LoadResult load = Load.run(plan(herd, MANY), _ -> {});
                note(name, "after a load", herd.first());
                results.add(name, "its reports /s", load.rate());
                TimeUnit.SECONDS.sleep(QUIET_SECONDS);
                note(name, "after a quiet minute", herd.first());
            }
            try (OwnHerd herd = herd(variant, 0, temporary.path().resolve("five"))) {
                Child all = herd.startTogether();
                var _ = Load.run(plan(herd, FEWER), _ -> {});
                note(name, "five servers, 100,000, after a load", all);
                TimeUnit.SECONDS.sleep(QUIET_SECONDS);
                note(name, "after their quiet minute", all);
            }
        }
    }

    private static OwnHerd herd(JvmVariant variant, int count, Path directory) throws IOException {
        return OwnHerd.start(
                variant.command(),
                Five.SERVERS,
                count,
                Files.createDirectory(directory),
                Map.of(),
                variant.environment());
    }

    private static Plan plan(OwnHerd herd, int clients) {
        return Plan.of(herd.addresses(), Commands.iamat(Clock.next()), clients, LOAD);
    }

    private void note(String name, String when, Child child) throws IOException {
        results.add(name, when, child.residentBytes() / MB);
    }
}
