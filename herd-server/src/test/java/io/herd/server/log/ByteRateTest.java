package io.herd.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ByteRateTest {
    private static final long START = System.nanoTime();
    private static final long SECOND = 1_000_000_000;

    private final ByteRate rate = new ByteRate(1_000, START);

    @Test
    void oneSecondsWorthMayBeTakenAtOnce() {
        for (int i = 0; i < 10; i++) {
            assertThat(rate.take(100, START)).isTrue();
        }
        assertThat(rate.take(1, START)).isFalse();
    }

    @Test
    void roomComesBackWithTime() {
        assertThat(rate.take(1_000, START)).isTrue();
        assertThat(rate.take(1, START)).isFalse();
        assertThat(rate.take(500, START + SECOND / 2)).isTrue();
        assertThat(rate.take(1, START + SECOND / 2)).isFalse();
        assertThat(rate.take(1, START + SECOND / 2 + 1)).isTrue();
    }

    @Test
    void longSilenceSavesUpNoMoreThanASecondsWorth() {
        assertThat(rate.take(1_000, START + 100 * SECOND)).isTrue();
        assertThat(rate.take(1, START + 100 * SECOND)).isFalse();
    }

    @Test
    void whatIsLongerThanASecondsWorthIsPaidForAfterwards() {
        assertThat(rate.take(3_000, START)).isTrue();
        assertThat(rate.take(1, START + 2 * SECOND - 1)).isFalse();
        assertThat(rate.take(1, START + 2 * SECOND + 1)).isTrue();
    }
}
