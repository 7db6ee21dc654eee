package io.herd.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final Duration BEAT = Duration.ofMillis(1);

    @Test
    void aStepOfManyBeatsStandsForThoseThatItKeptFromStarting() throws IOException {
        List<Integer> started = new ArrayList<>();
        Histogram times = Pace.measure(100, BEAT, beat -> {
            started.add(beat);
            return beat == 0 ? stall(50) : 1;
        });
        assertThat(started).startsWith(0).doesNotHaveDuplicates().isSorted();
        assertThat(started.get(1)).isGreaterThan(50);
        assertThat(times.getCountBetweenValues(BEAT.toNanos(), Long.MAX_VALUE)).isGreaterThanOrEqualTo(50);
        assertThat(times.getValueAtPercentile(90))
                .isGreaterThan(Duration.ofMillis(30).toNanos());
    }

    /** Takes so many ms, and returns them in ns. */
    private static long stall(int millis) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < millis * BEAT.toNanos()) {
            Thread.onSpinWait();
        }
        return System.nanoTime() - start;
    }
}
