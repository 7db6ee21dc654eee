package io.herd.server.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    @Test
    void waitsGrowUpToTheMostAndVaryFully() {
        long[] ceilings = {100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000};
        long[] longest = new long[ceilings.length];
        long[] shortest = LongStream.of(ceilings).toArray();
        for (long seed = 0; seed < 1_000; seed++) {
            var backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5), new Random(seed));
            for (int i = 0; i < ceilings.length; i++) {
                long wait = backoff.next();
                assertThat(wait).isBetween(1L, ceilings[i]);
                longest[i] = Math.max(longest[i], wait);
                shortest[i] = Math.min(shortest[i], wait);
            }
        }
        for (int i = 0; i < ceilings.length; i++) {
            assertThat(longest[i]).isGreaterThan(ceilings[i] * 9 / 10);
            assertThat(shortest[i]).isLessThan(ceilings[i] / 10);
        }
    }

    @Test
    void aSuccessMakesTheNextWaitShortAgain() {
        var backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5), new Random(1));
        for (int i = 0; i < 20; i++) {
            assertThat(backoff.next()).isPositive();
        }
        backoff.reset();
        assertThat(backoff.next()).isLessThanOrEqualTo(100);
    }
}
