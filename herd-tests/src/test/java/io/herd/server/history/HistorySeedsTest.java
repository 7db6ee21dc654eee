package io.herd.server.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.server.journal.JournalException;
import io.herd.server.journal.PlantedFault;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What was acknowledged is in the history after crashes, and what was deleted is not, whatever the disk does. */
class HistorySeedsTest {
    private static final int SEEDS = 40;

    @ParameterizedTest
    @ValueSource(longs = {0, 1_000, 2_000})
    void promisesHold(long first) throws IOException, JournalException {
        for (long seed = first; seed < first + SEEDS; seed++) {
            assertThat(new HistoryScenario(seed, PlantedFault.NONE).run())
                    .as("seed %d", seed)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NONE", "SNAPSHOT_REPLACES_TOO_EARLY"})
    void mistakesAreNoticed(PlantedFault fault) throws IOException, JournalException {
        int problems = 0;
        for (long seed = 0; seed < SEEDS && problems == 0; seed++) {
            problems += new HistoryScenario(seed, fault).run().size();
        }
        assertThat(problems).isPositive();
    }
}
