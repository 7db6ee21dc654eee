package io.herd.server.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.protocol.Bytes;
import io.herd.protocol.Readings;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PackedPointTest {
    private static double reading(Random random, double least, double most) {
        return random.nextInt(3) == 0 ? Double.NaN : least + random.nextDouble() * (most - least);
    }

    @Test
    void whatIsPackedComesOutAgain() {
        var random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            var readings = new Readings(
                    reading(random, 0, 1e8),
                    reading(random, -12_000, 9_000),
                    reading(random, 0, 300),
                    reading(random, 0, 360),
                    reading(random, 0, 100),
                    "");
            var point = new HistoryPoint(random.nextLong() >>> 1, Bytes.of("+34.068930-118.445127"), readings);
            byte[] packed = PackedPoint.of(point);
            assertThat(PackedPoint.point(packed)).isEqualTo(point);
            assertThat(PackedPoint.time(packed)).isEqualTo(point.timeNanos());
        }
    }

    @Test
    void aPointWithoutReadingsTakesNineBytesMoreThanItsLocation() {
        var point = new HistoryPoint(5, Bytes.of("+1-2"), Readings.NONE);
        assertThat(PackedPoint.of(point)).hasSize(13);
        assertThat(PackedPoint.readings(PackedPoint.of(point))).isZero();
    }
}
