package io.herd.server.kafka;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Herds that share a simulated topic, from seeds. {@code -Dseeds=N} runs more of them, {@code -Dfirst=N} begins with another. */
class TopicSeedsTest {
    private static final int SEEDS = Integer.getInteger("seeds", 300);
    private static final int FIRST = Integer.getInteger("first", 1);

    @Test
    void herdsAgreeOnTheNewestAndTheTopicEndsWithIt() {
        IntStream.range(FIRST, FIRST + SEEDS)
                .parallel()
                .forEach(seed -> new TopicScenario(seed, TopicFault.NONE).run());
    }

    @ParameterizedTest
    @EnumSource(value = TopicFault.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aPlantedFaultIsNoticed(TopicFault fault) {
        assertThatThrownBy(() -> {
                    for (int seed = 1; seed <= SEEDS; seed++) {
                        new TopicScenario(seed, fault).run();
                    }
                })
                .isInstanceOf(AssertionError.class);
    }
}
