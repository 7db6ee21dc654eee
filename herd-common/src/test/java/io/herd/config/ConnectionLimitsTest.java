package io.herd.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionLimitsTest {
    private static final ConnectionLimits USUAL = ConnectionLimits.DEFAULT;

    @Test
    void whatFitsTheFilesThatMayBeOpenIsLeftAlone() {
        assertThat(USUAL.withinFiles(Long.MAX_VALUE)).isEqualTo(USUAL);
        assertThat(USUAL.withinFiles(65_536)).isEqualTo(USUAL);
        assertThat(USUAL.withinFiles(21_512)).isEqualTo(USUAL);
    }

    @ParameterizedTest
    @ValueSource(longs = {16, 256, 1_024, 4_096, 20_000, 21_511})
    void whatDoesNotIsLoweredSoThatLinksAndLogsHaveRoom(long files) {
        ConnectionLimits lowered = USUAL.withinFiles(files);
        assertThat(lowered.connections()).isPositive().isLessThan(USUAL.connections());
        assertThat(lowered.http()).isPositive().isLessThanOrEqualTo(USUAL.http());
        assertThat(lowered.connections() + lowered.http())
                .isLessThanOrEqualTo((int) Math.max(files / 2, files - 512))
                .isGreaterThanOrEqualTo((int) files / 2);
        assertThat(lowered.idle()).isEqualTo(USUAL.idle());
    }
}
