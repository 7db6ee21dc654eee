package io.herd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.bench.LoadResult;
import io.herd.bench.OpenResult;
import java.time.Duration;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class BenchTableTest {
    private static Histogram times(long nanos) {
        var times = new Histogram(3);
        times.recordValue(nanos);
        return times;
    }

    @Test
    void itTellsServiceTimesFromLatencies() {
        var table = new BenchTable();
        table.closed("closed", new LoadResult(2_000, 0, Duration.ofSeconds(2), times(5_000)), Duration.ofMillis(4));
        Duration second = Duration.ofSeconds(1);
        table.open("open", 500, new OpenResult(500, 500, 0, second, second, times(7_000)), Duration.ZERO);
        assertThat(table.lines().subList(0, 3))
                .containsExactly(
                        "        a second  time          p50 us  p99 us  p99.9 us  most us  CPU us each",
                        "closed  1,000     service time  5       5       5         5        2.00",
                        "open    500       latency       7       7       7         7        -");
        assertThat(table.lines()).last().asString().startsWith("delay: ");
    }

    @Test
    void itSaysWhatDidNotKeepUp() {
        var table = new BenchTable();
        var shortfall = new OpenResult(1_000, 900, 0, Duration.ofSeconds(1), Duration.ofSeconds(2), times(1));
        table.open("IAMAT", 1_000, shortfall, Duration.ZERO);
        assertThat(table.lines())
                .last()
                .isEqualTo("IAMAT: 1,000 a second were due, 450 a second were answered; the last was 1.0 s behind."
                        + " Replies missing then: 100.");
    }
}
