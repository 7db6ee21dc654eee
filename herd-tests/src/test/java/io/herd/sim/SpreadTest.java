package io.herd.sim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SpreadTest {
    @ParameterizedTest
    @EnumSource(names = {"LINE", "STAR"})
    void inATreeEveryServerIsToldOnce(Topology tree) {
        assertThat(Spread.measure(tree, 9, 1, 20).messages()).isEqualTo(8);
    }
}
