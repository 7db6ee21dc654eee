package io.herd.geo;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tree against looking at every point, while points come, move and go. */
class PointTreeTest {
    /** Positions are kept to millimetres. */
    private static final double TOLERANCE_METRES = 0.03;

    /** Almost on the other side of the Earth millimetres of a straight line are many of the surface. */
    private static final double FAR_METRES = 15_000_000;

    private static final double FARTHEST_METRES = 21_000_000;

    private final PointTree tree = new PointTree();
    private final Map<Long, Position> model = new HashMap<>();

    private static Position position(Random random, double latitude, double longitude, double degrees) {
        double north = latitude + degrees * (random.nextDouble() - 0.5);
        double east = longitude + degrees * (random.nextDouble() - 0.5);
        return new Position(Math.clamp(north, -90, 90), Math.IEEEremainder(east, 360));
    }

    private void put(long key, Position position) {
        tree.put(key, position);
        model.put(key, position);
    }

    private void remove(long key) {
        tree.remove(key);
        model.remove(key);
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 360", "34, -118, 0.5", "90, 0, 2", "-90, 0, 0.001", "10, 180, 1", "52, 13, 0.0000001"})
    void findsWhatLookingAtEveryPointFinds(double latitude, double longitude, double degrees) {
        var random = new Random(7);
        for (int step = 0; step < 20_000; step++) {
            long key = new Random(random.nextInt(1_500)).nextLong();
            if (random.nextInt(3) == 0) {
                remove(key);
            } else {
                put(key, position(random, latitude, longitude, degrees));
            }
            if (step % 500 == 0) {
                Position center = position(random, latitude, longitude, degrees);
                double radius = Math.min(degrees * 100_000, FAR_METRES) * random.nextDouble();
                assertFinds(center, radius, 1 + random.nextInt(20));
                assertFinds(center, FARTHEST_METRES, 3);
            }
        }
        assertThat(tree.size()).isEqualTo(model.size());
        List.copyOf(model.keySet()).forEach(this::remove);
        assertThat(tree.size()).isZero();
        assertThat(tree.nearest(new Position(0, 0), FARTHEST_METRES, 5)).isEmpty();
    }

    private void assertFinds(Position center, double radius, int limit) {
        List<Double> distances =
                model.values().stream().map(center::distanceTo).sorted().toList();
        int surely = (int) distances.stream()
                .filter(each -> each <= radius - TOLERANCE_METRES)
                .count();
        int perhaps = (int) distances.stream()
                .filter(each -> each <= radius + TOLERANCE_METRES)
                .count();
        long[] nearest = tree.nearest(center, radius, limit);
        assertThat(nearest)
                .hasSizeBetween(Math.min(limit, surely), Math.min(limit, perhaps))
                .doesNotHaveDuplicates();
        for (int i = 0; i < nearest.length; i++) {
            assertThat(center.distanceTo(requireNonNull(model.get(nearest[i]))))
                    .isCloseTo(distances.get(i), within(TOLERANCE_METRES));
        }
        var within = new ArrayList<Long>();
        tree.forEachWithin(center, radius, within::add);
        assertThat(within).doesNotHaveDuplicates().hasSizeBetween(surely, perhaps);
        assertThat(within)
                .allMatch(key -> center.distanceTo(requireNonNull(model.get(key))) <= radius + TOLERANCE_METRES);
    }

    @Test
    void anActionEndsASearch() {
        var random = new Random(1);
        for (long key = 0; key < 100; key++) {
            put(new Random(key).nextLong(), position(random, 10, 20, 1));
        }
        var seen = new ArrayList<Long>();
        tree.forEachWithin(new Position(10, 20), FARTHEST_METRES, key -> {
            seen.add(key);
            return seen.size() < 42;
        });
        assertThat(seen).hasSize(42);
    }

    @Test
    void manyMayBeAtOnePlace() {
        var place = new Position(48.85, 2.35);
        for (int i = 0; i < 1_000; i++) {
            put(new Random(i).nextLong(), place);
        }
        long[] lowest = model.keySet().stream()
                .sorted(Comparator.naturalOrder())
                .limit(3)
                .mapToLong(Long::longValue)
                .toArray();
        assertThat(tree.nearest(place, 0, 3)).isEqualTo(lowest);
        assertThat(tree.nearest(place, 1, 2_000)).hasSize(1_000);
        List.copyOf(model.keySet()).forEach(this::remove);
        assertThat(tree.size()).isZero();
    }

    @Test
    void memoryIsUsedAgain() {
        var random = new Random(3);
        long before = 0;
        for (int round = 0; round < 10; round++) {
            for (int i = 0; i < 5_000; i++) {
                put(new Random(i).nextLong(), position(random, 0, 0, 360));
            }
            before = round == 1 ? tree.bytes() : before;
        }
        assertThat(tree.bytes()).isLessThan(before + before / 5);
    }

    @Test
    void cellsHaveAboutAsManyAsAreThere() {
        var random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            put(new Random(i).nextLong(), position(random, 10, 179, i % 2 == 0 ? 1 : 60));
        }
        for (Box box : List.of(new Box(-180, -90, 180, 90), new Box(170, 0, -170, 25), new Box(178, 9, 179.5, 10.5))) {
            int columns = 48;
            int rows = 32;
            CellCounts counted = tree.count(box, columns, rows);
            var exact = new CellCounts(box, columns, rows);
            model.values().stream()
                    .filter(box::contains)
                    .forEach(each -> exact.add(each.latitude(), each.longitude(), 1));
            assertThat((double) counted.total()).isCloseTo((double) exact.total(), withinPercentage(10));
            for (int cell = 0; cell < columns * rows; cell++) {
                assertThat(around(counted, cell)).isGreaterThanOrEqualTo(exact.counts()[cell]);
                if (isInside(cell, columns, rows)) {
                    assertThat(counted.counts()[cell]).isLessThanOrEqualTo(around(exact, cell));
                }
            }
        }
        assertThat(tree.count(new Box(-180, -90, 180, 90), 48, 32).total()).isEqualTo(model.size());
        assertThat(tree.count(new Box(10, 10, 10, 10), 48, 32).total()).isZero();
    }

    /** Whether a cell is not at the edge of its grid, where there may be some from outside. */
    private static boolean isInside(int cell, int columns, int rows) {
        int row = cell / columns;
        int column = cell % columns;
        return row > 0 && row < rows - 1 && column > 0 && column < columns - 1;
    }

    /** How many are in a cell and the eight around it. */
    private static int around(CellCounts cells, int cell) {
        int sum = 0;
        for (int row = cell / cells.columns() - 1; row <= cell / cells.columns() + 1; row++) {
            for (int east = -1; east <= 1; east++) {
                int column = Math.floorMod(cell % cells.columns() + east, cells.columns());
                sum += row < 0 || row >= cells.rows() ? 0 : cells.counts()[row * cells.columns() + column];
            }
        }
        return sum;
    }
}
