package io.herd.server.fence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The table against a map. */
class ReportTimesTest {
    @Test
    void agreesWithAMap() {
        var random = new Random(1);
        var times = new ReportTimes();
        Map<Long, Long> expected = new HashMap<>();
        for (int i = 0; i < 200_000; i++) {
            long client = random.nextInt(2_000) * 0x1_0000_0001L + (random.nextInt(50) == 0 ? 16 : 0);
            if (random.nextInt(3) == 0) {
                times.remove(client);
                expected.remove(client);
            } else {
                long time = random.nextInt(1_000);
                boolean isLater = time > expected.getOrDefault(client, -1L);
                assertThat(times.advance(client, time)).isEqualTo(isLater);
                expected.merge(client, time, Math::max);
            }
            assertThat(times.size()).isEqualTo(expected.size());
        }
        times.clear();
        assertThat(times.size()).isZero();
        assertThat(times.advance(1, 0)).isTrue();
    }
}
