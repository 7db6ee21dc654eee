package io.herd.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ByteRateTest {
    private static final long START = System.nanoTime();
    private static final long SECOND = 1_000_000_000;
    /** For so long nothing is given once a second's worth is spent. */
    private static final long MOMENT = SECOND / 500;

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
        assertThat(rate.take(1, START + SECOND / 2 + MOMENT)).isFalse();
        assertThat(rate.take(1, START + SECOND / 2 + MOMENT + 1)).isTrue();
    }

    @Test
    void underAFloodSomeThatFollowEachOtherGetThrough() {
        // A hundred times as many come as there is room for.
        var flooded = new ByteRate(100_000, START);
        int taken = 0;
        int stretches = 0;
        boolean wasTaken = true;
        for (long now = START; now < START + SECOND; now += 100_000) {
            for (int i = 0; i < 1_000; i++) {
                boolean isTaken = flooded.take(1, now);
                taken += isTaken ? 1 : 0;
                stretches += isTaken && !wasTaken ? 1 : 0;
                wasTaken = isTaken;
            }
        }
        assertThat(taken).isBetween(199_000, 200_000);
        assertThat(stretches).isBetween(400, 500);
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
        assertThat(rate.take(1, START + 2 * SECOND + MOMENT)).isFalse();
        assertThat(rate.take(1, START + 2 * SECOND + MOMENT + 1)).isTrue();
    }
}
