package io.herd.server.journal;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Journals over a simulated disk, from seeds. {@code -Dseeds=N} runs more of them, {@code -Dfirst=N} begins with another. */
class JournalSeedsTest {
    private static final int SEEDS = Integer.getInteger("seeds", 4_000);
    private static final int FIRST = Integer.getInteger("first", 1);

    @Test
    void whatWasAcknowledgedIsRecovered() throws IOException, JournalException {
        for (int seed = FIRST; seed < FIRST + SEEDS; seed++) {
            new JournalScenario(seed, PlantedFault.NONE).run();
        }
    }

    @ParameterizedTest
    @EnumSource(value = PlantedFault.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aPlantedFaultIsNoticed(PlantedFault fault) {
        assertThatThrownBy(() -> {
                    for (int seed = 1; seed <= SEEDS; seed++) {
                        new JournalScenario(seed, fault).run();
                    }
                })
                .isInstanceOf(AssertionError.class);
    }
}
