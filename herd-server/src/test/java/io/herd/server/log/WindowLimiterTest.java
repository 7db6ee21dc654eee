package io.herd.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WindowLimiterTest {
    private static final long START = System.nanoTime();
    private static final long SECOND = 1_000_000_000;

    private final WindowLimiter limiter = new WindowLimiter(1_000, SECOND, START);

    @Test
    void theFirstBytesOfAWindowComeThroughAndNoneAfterThem() {
        for (int i = 0; i < 10; i++) {
            assertThat(limiter.take(100, START + i)).isTrue();
        }
        assertThat(limiter.isOpen(START + 10)).isFalse();
        assertThat(limiter.take(1, START + 10)).isFalse();
        assertThat(limiter.take(1, START + SECOND - 1)).isFalse();
    }

    @Test
    void theNextWindowBeginsWithWhatComesAfterTheLast() {
        assertThat(limiter.take(1_000, START)).isTrue();
        assertThat(limiter.isOpen(START + SECOND)).isTrue();
        long next = START + 3 * SECOND / 2;
        assertThat(limiter.take(1_000, next)).isTrue();
        assertThat(limiter.take(1, next + SECOND - 1)).isFalse();
        assertThat(limiter.take(1, next + SECOND)).isTrue();
    }

    @Test
    void bytesThatBelongTogetherComeThroughTogether() {
        assertThat(limiter.take(999, START)).isTrue();
        assertThat(limiter.take(5_000, START)).isTrue();
        assertThat(limiter.take(1, START)).isFalse();
        assertThat(limiter.take(1, START + SECOND)).isTrue();
    }

    @Test
    void silenceSavesUpNothing() {
        assertThat(limiter.take(1_000, START + 100 * SECOND)).isTrue();
        assertThat(limiter.take(1, START + 100 * SECOND)).isFalse();
    }

    @Test
    void ofAFloodWhatComesThroughIsOneRun() {
        int runs = 0;
        int taken = 0;
        boolean wasTaken = false;
        for (long now = START; now < START + 10 * SECOND; now += SECOND / 10_000) {
            boolean isTaken = limiter.take(1, now);
            taken += isTaken ? 1 : 0;
            runs += isTaken && !wasTaken ? 1 : 0;
            wasTaken = isTaken;
        }
        assertThat(runs).isEqualTo(10);
        assertThat(taken).isEqualTo(10_000);
    }
}
