package io.herd.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PositionTest {
    @Test
    void distancesAgreeWithKnownOnes() {
        var losAngeles = new Position(34.0522, -118.2437);
        var london = new Position(51.5074, -0.1278);
        assertThat(losAngeles.distanceTo(london)).isCloseTo(8_755_600, within(5_000.0));
        assertThat(london.distanceTo(losAngeles)).isEqualTo(losAngeles.distanceTo(london));
        assertThat(london.distanceTo(london)).isZero();
    }

    @Test
    void theAntimeridianIsNoBarrier() {
        assertThat(new Position(0, 179.9).distanceTo(new Position(0, -179.9))).isCloseTo(22_239, within(1.0));
        assertThat(new Position(90, 0).distanceTo(new Position(90, 123))).isCloseTo(0, within(1e-6));
        assertThat(new Position(0, 0).distanceTo(new Position(0, 180))).isCloseTo(20_015_114, within(1.0));
    }

    @Test
    void thereIsNothingBeyondThePoles() {
        assertThatThrownBy(() -> new Position(90.1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Position(0, -180.1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Position(Double.NaN, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
