package io.herd.sim;

import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** A thousand herds, each from a seed. docs/testing.md tells how to run more of them, or one again. */
class SimulationTest {
    private static final long SEEDS = Long.getLong("seeds", 1_000);
    private static final long FIRST = Long.getLong("first", 1);
    private static final boolean IS_REPETITION = System.getProperty("seed") != null;

    @Test
    void everyHerdSettlesOnTheNewestReports(TestReporter reporter) {
        if (IS_REPETITION) {
            Simulation.run(Scenario.asked(Long.getLong("seed", 0)), Mutation.NONE, System.out::println);
            return;
        }
        long start = System.nanoTime();
        LongStream.range(FIRST, FIRST + SEEDS)
                .parallel()
                .mapToObj(Scenario::asked)
                .forEach(SimulationTest::run);
        double seconds = (System.nanoTime() - start) / 1e9;
        reporter.publishEntry(
                Map.of("seeds", Long.toString(SEEDS), "seeds/s", String.format(Locale.ROOT, "%.0f", SEEDS / seconds)));
    }

    private static void run(Scenario scenario) {
        try {
            Simulation.run(scenario, Mutation.NONE, null);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(e.getMessage() + "\nTo repeat it: " + scenario.command(), e);
        }
    }
}
