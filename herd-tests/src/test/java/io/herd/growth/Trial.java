package io.herd.growth;

import io.herd.bench.Commands;
import io.herd.bench.Load;
import io.herd.bench.LoadResult;
import io.herd.bench.OwnHerd;
import io.herd.bench.Plan;
import io.herd.measure.Clock;
import io.herd.measure.Five;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What real servers are measured with.
 *
 * @param home the project's folder
 * @param directory for the servers' logs
 */
record Trial(Path home, Path directory) {
    private static final Duration TIME = Duration.ofSeconds(5);

    /**
     * What reports cost.
     *
     * @param micros of processors, for each
     */
    record Cost(LoadResult outcome, double micros) {}

    /** Starts the first of the five servers. */
    OwnHerd start(Map<String, String> settings) throws IOException {
        return OwnHerd.start(Five.launcher(home), Five.SERVERS, 1, directory, Map.of(), settings);
    }

    /** Has a server know so many clients, or tells it that they have moved. */
    static void meet(OwnHerd herd, int clients) throws IOException {
        try (var load = Load.open(plan(herd, clients).onceEach())) {
            var _ = run(load);
        }
    }

    /** What reports of clients by chance cost a server; not counting the first, nor the opening of connections. */
    static Cost measure(OwnHerd herd, int clients, int connections, int depth) throws IOException {
        try (var load = Load.open(plan(herd, clients).with(connections, depth))) {
            var _ = run(load);
            Duration before = herd.processorTime();
            LoadResult outcome = run(load);
            Duration taken = herd.processorTime().minus(before);
            return new Cost(outcome, taken.toNanos() / 1e3 / outcome.commands());
        }
    }

    /** A load on the first server: others may be there, and learn of it. */
    private static Plan plan(OwnHerd herd, int clients) {
        return Plan.of(List.of(herd.addresses().getFirst()), Commands.iamat(Clock.next()), clients, TIME);
    }

    private static LoadResult run(Load load) throws IOException {
        LoadResult outcome = load.run(_ -> {});
        if (outcome.refused() > 0) {
            throw new IOException(outcome.refused() + " of " + outcome.commands() + " reports were refused");
        }
        return outcome;
    }

    static void say(String what) {
        System.err.println(what);
    }
}
