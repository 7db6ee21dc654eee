package io.herd.server.fence;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.geo.Position;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The table against a map */
class LastPositionsTest {
    @Test
    void agreesWithAMap() {
        var random = new Random(1);
        var positions = new LastPositions();
        Map<Long, Long> expected = new HashMap<>();
        for (int i = 0; i < 200_000; i++) {
            long client = random.nextInt(2_000) * 0x1_0000_0001L + (random.nextInt(50) == 0 ? 16 : 0);
            if (random.nextInt(3) == 0) {
                positions.remove(client);
                expected.remove(client);
            } else {
                long time = random.nextInt(1_800);
                boolean isLater = time > expected.getOrDefault(client, -1L);
                var position = new Position(time / 20.0, -time / 10.0);
                assertThat(positions.advance(client, time, position)).isEqualTo(isLater);
                expected.merge(client, time, Math::max);
            }
            assertThat(positions.size()).isEqualTo(expected.size());
        }
        assertThat(positions.clients()).containsExactlyInAnyOrder(keys(expected));
        expected.forEach((client, time) ->
                assertThat(positions.find(client)).isEqualTo(new Position(time / 20.0, -time / 10.0)));
        Map<Long, Position> all = new HashMap<>();
        positions.forEach(all::put);
        assertThat(all).hasSize(expected.size());
        assertThat(positions.find(-1)).isNull();
    }

    private static long[] keys(Map<Long, Long> map) {
        return map.keySet().stream().mapToLong(Long::longValue).toArray();
    }
}
