package io.herd.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GridIndexTest {
    private static final int SOME = 2_000;
    private static final double[] RADII = {0, 100, 5_000, 50_000, 300_000, 2_000_000, 9_900_000, 15_000_000, 21_000_000
    };

    /** Points workload where it is hard: about the poles, the antimeridian, the equator, and on the edges of cells. */
    private static int[] latitudes(Random random) {
        return IntStream.generate(() -> switch (random.nextInt(6)) {
                    case 0 -> 9_000_000 - random.nextInt(random.nextBoolean() ? 3 : 50_000);
                    case 1 -> -9_000_000 + random.nextInt(random.nextBoolean() ? 3 : 50_000);
                    case 2 -> (random.nextInt(1_801) - 900) * 10_000;
                    case 3 -> random.nextInt(100_000) - 50_000;
                    default -> random.nextInt(18_000_001) - 9_000_000;
                })
                .limit(SOME)
                .toArray();
    }

    private static int[] longitudes(Random random) {
        return IntStream.generate(() -> switch (random.nextInt(6)) {
                    case 0 -> 18_000_000 - random.nextInt(random.nextBoolean() ? 3 : 50_000);
                    case 1 -> -18_000_000 + random.nextInt(random.nextBoolean() ? 3 : 50_000);
                    case 2 -> (random.nextInt(3_601) - 1_800) * 10_000;
                    case 3 -> random.nextInt(100_000) - 50_000;
                    default -> random.nextInt(36_000_001) - 18_000_000;
                })
                .limit(SOME)
                .toArray();
    }

    private static Position position(int latitude, int longitude) {
        return new Position(latitude / 1e5, longitude / 1e5);
    }

    private static int[] bruteForce(int[] latitudes, int[] longitudes, Position center, double radius) {
        double[] distances = IntStream.range(0, latitudes.length)
                .mapToDouble(i -> center.distanceTo(position(latitudes[i], longitudes[i])))
                .toArray();
        return IntStream.range(0, latitudes.length)
                .filter(i -> distances[i] <= radius)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(i -> distances[i]).thenComparing(i -> i))
                .mapToInt(i -> i)
                .toArray();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void itFindsWhatLookingAtEveryPointFinds(long seed) {
        var random = new Random(seed);
        int[] latitudes = latitudes(random);
        int[] longitudes = longitudes(random);
        var index = new GridIndex(latitudes.clone(), longitudes.clone());
        int found = 0;
        for (int round = 0; round < 40; round++) {
            // Every other center is one of the points itself.
            Position center = round % 2 == 0
                    ? position(latitudes[round], longitudes[round])
                    : position(latitudes(random)[0], longitudes(random)[0]);
            for (double radius : RADII) {
                int[] expected = bruteForce(latitudes, longitudes, center, radius);
                for (int limit : new int[] {0, 1, 20, SOME + 1}) {
                    assertThat(index.nearest(center, radius, limit))
                            .as("%s, radius %s, limit %s", center, radius, limit)
                            .isEqualTo(Arrays.copyOf(expected, Math.min(limit, expected.length)));
                }
                found += expected.length;
            }
        }
        assertThat(found).isGreaterThan(100_000);
    }

    @Test
    void pointsInTheOrderOfTheirCellsKeepTheirNumbers() {
        var index = new GridIndex(new int[] {-100, 3_406_890, 3_406_890}, new int[] {0, -11_844_510, -11_844_500});
        assertThat(index.nearest(new Position(34.0689, -118.445), 100, 5)).containsExactly(2, 1);
    }

    @Test
    void theRadiusIsABoundAndTheEdgeIsWithin() {
        var index = new GridIndex(new int[] {0}, new int[] {10_000});
        var center = new Position(0, 0);
        double distance = center.distanceTo(new Position(0, 0.1));
        assertThat(index.nearest(center, distance, 1)).containsExactly(0);
        assertThat(index.nearest(center, Math.nextDown(distance), 1)).isEmpty();
    }

    @Test
    void nothingIsNearWhereTheRadiusIsNone() {
        var index = new GridIndex(new int[] {0}, new int[] {0});
        var center = new Position(0, 0);
        assertThat(index.nearest(center, -1, 1)).isEmpty();
        assertThat(index.nearest(center, Double.NaN, 1)).isEmpty();
        assertThat(index.nearest(center, Double.POSITIVE_INFINITY, 1)).containsExactly(0);
        assertThat(new GridIndex(new int[0], new int[0]).nearest(center, 1e6, 20))
                .isEmpty();
    }

    @Test
    void thereAreNoPointsOffTheEarth() {
        assertThatThrownBy(() -> new GridIndex(new int[] {9_000_001}, new int[] {0}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new GridIndex(new int[] {0}, new int[] {-18_000_001}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new GridIndex(new int[] {0}, new int[0])).isInstanceOf(IllegalArgumentException.class);
    }
}
