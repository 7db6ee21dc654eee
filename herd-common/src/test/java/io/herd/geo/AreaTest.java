package io.herd.geo;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Circles and polygons against other arithmetic: angles, and points one by one. */
class AreaTest {
    private static final int SAMPLES = 200;

    static List<Area> areas() {
        var random = new Random(1);
        List<Area> areas = new ArrayList<>();
        for (double longitude : new double[] {0, 13.4, -118.4, 179.999, -179.99, 180}) {
            for (double latitude : new double[] {0, 52.5, -33.9, 71}) {
                var center = new Position(latitude, longitude);
                areas.add(new Circle(center, 5 + random.nextInt(20_000)));
                areas.add(star(center, 0.2 * random.nextDouble() + 0.001, 3 + random.nextInt(40), random));
            }
        }
        areas.add(new Polygon(List.of(square(10, 10, 1), square(10, 10, 0.5))));
        areas.add(new Polygon(List.of(square(-20, 180, 1), square(-20, -179.5, 0.1), square(-20, 179.5, 0.1))));
        areas.add(new Circle(new Position(89.99, 20), 5_000));
        areas.add(new Circle(new Position(-90, 0), 5_000));
        return areas;
    }

    /** A ring around a center whose positions are at different distances, so that it is not convex. */
    private static Polygon star(Position center, double degrees, int corners, Random random) {
        List<Position> ring = IntStream.range(0, corners)
                .mapToObj(i -> {
                    double angle = 2 * Math.PI * i / corners;
                    double far = degrees * (0.2 + 0.8 * random.nextDouble());
                    return moved(center, far * Math.sin(angle), far * Math.cos(angle));
                })
                .toList();
        return new Polygon(List.of(ring));
    }

    private static List<Position> square(double latitude, double longitude, double half) {
        var center = new Position(latitude, longitude);
        return List.of(
                moved(center, -half, -half),
                moved(center, -half, half),
                moved(center, half, half),
                moved(center, half, -half));
    }

    private static Position moved(Position from, double north, double east) {
        return new Position(
                Math.clamp(from.latitude() + north, -90, 90), Math.IEEEremainder(from.longitude() + east, 360));
    }

    private static Position near(Area area, Random random) {
        Box box = area.bounds();
        double height = box.north() - box.south();
        double latitude = box.south() - height / 2 + 2 * height * random.nextDouble();
        double longitude = box.west() + box.width() * (2 * random.nextDouble() - 0.5);
        return new Position(Math.clamp(latitude, -90, 90), Math.IEEEremainder(longitude, 360));
    }

    private static boolean contains(Area area, Position position) {
        return switch (area) {
            case Circle(var center, var radius) -> center.distanceTo(position) <= radius;
            case Polygon polygon ->
                polygon.rings().stream()
                                        .filter(ring -> isAround(ring, position))
                                        .count()
                                % 2
                        == 1;
        };
    }

    /** Whether the corners of a ring, seen from a position, go once around. */
    private static boolean isAround(List<Position> ring, Position position) {
        double sum = 0;
        for (int i = 0; i < ring.size(); i++) {
            double angle = direction(position, ring.get((i + 1) % ring.size())) - direction(position, ring.get(i));
            sum += Math.IEEEremainder(angle, 2 * Math.PI);
        }
        return Math.abs(sum) > Math.PI;
    }

    private static double direction(Position from, Position to) {
        return Math.atan2(to.latitude() - from.latitude(), Math.IEEEremainder(to.longitude() - from.longitude(), 360));
    }

    private static List<Position> along(Position from, Position to) {
        double east = Math.IEEEremainder(to.longitude() - from.longitude(), 360);
        double north = to.latitude() - from.latitude();
        return IntStream.rangeClosed(0, SAMPLES)
                .mapToObj(i -> moved(from, north * i / SAMPLES, east * i / SAMPLES))
                .toList();
    }

    private static double distance(Polygon polygon, Position position) {
        return polygon.rings().stream()
                .flatMap(ring -> IntStream.range(0, ring.size())
                        .mapToObj(i -> along(ring.get(i), ring.get((i + 1) % ring.size())))
                        .flatMap(List::stream))
                .mapToDouble(position::distanceTo)
                .min()
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("areas")
    void containsWhatIsWithinTheBorder(Area area) {
        var random = new Random(2);
        for (int i = 0; i < 1_000; i++) {
            Position position = near(area, random);
            assertThat(area.contains(position)).as(() -> area + " " + position).isEqualTo(contains(area, position));
            if (area.contains(position)) {
                assertThat(area.bounds().contains(position))
                        .as(() -> area + " " + position)
                        .isTrue();
                assertThat(area.distanceTo(position)).isZero();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("areas")
    void theDistanceIsThatToTheBorder(Area area) {
        var random = new Random(3);
        for (int i = 0; i < 100; i++) {
            Position position = near(area, random);
            if (!area.contains(position)) {
                double expected = switch (area) {
                    case Circle(var center, var radius) -> center.distanceTo(position) - radius;
                    case Polygon polygon -> distance(polygon, position);
                };
                assertThat(area.distanceTo(position))
                        .as(() -> area + " " + position)
                        .isCloseTo(expected, within(0.02 * expected + area.radius() / SAMPLES));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("areas")
    void aStepCutsWhatItTouches(Area area) {
        var random = new Random(4);
        int cut = 0;
        for (int i = 0; i < 300; i++) {
            Position from = near(area, random);
            Position to = near(area, random);
            List<Position> way = along(from, to);
            boolean isCut = area.isCutBy(from, to);
            assertThat(area.isCutBy(to, from)).isEqualTo(isCut);
            double nearest = way.stream().mapToDouble(area::distanceTo).min().orElseThrow();
            boolean isFarNorth = Math.abs(from.latitude()) > 80;
            if (!isFarNorth && isCut != (nearest == 0)) {
                // It only grazes the border, between two samples, or as the great circle is not quite straight in
                // degrees.
                assertThat(nearest)
                        .as(() -> area + " from " + from + " to " + to)
                        .isLessThan(0.05 * area.radius());
                assertThat(isCut || nearest == 0).isTrue();
            }
            cut += isCut ? 1 : 0;
        }
        assertThat(cut).isBetween(20, 299);
    }

    @Test
    void theTreeFindsWhatIsInAnArea() {
        var random = new Random(5);
        for (Area area : areas()) {
            var tree = new PointTree();
            Map<Long, Position> points = new HashMap<>();
            for (long key = 0; key < 1_000; key++) {
                Position position = near(area, random);
                points.put(key, position);
                tree.put(key, position);
            }
            Set<Long> found = new TreeSet<>();
            tree.forEachIn(area, found::add);
            assertThat(found)
                    .as(area.toString())
                    .isEqualTo(points.keySet().stream()
                            .filter(key -> area.contains(requireNonNull(points.get(key))))
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
    }

    @Test
    void whatIsNoPolygonIsSaidToBeNone() {
        assertThat(Polygon.problem(List.of())).contains("at least 3");
        assertThat(Polygon.problem(List.of(square(0, 0, 1).subList(0, 2)))).contains("at least 3");
        assertThat(Polygon.problem(List.of(square(0, 0, 0)))).contains("a line");
        List<Position> aroundThePole = IntStream.range(0, 8)
                .mapToObj(i -> new Position(80, 45 * i - 180))
                .toList();
        assertThat(Polygon.problem(List.of(aroundThePole))).contains("a pole");
        List<Position> wide =
                List.of(new Position(0, -100), new Position(0, 0), new Position(0, 100), new Position(10, 0));
        assertThat(Polygon.problem(List.of(wide))).contains("half around");
        List<Position> many = IntStream.range(0, 301)
                .mapToObj(i -> new Position(Math.sin(i), Math.cos(i)))
                .toList();
        assertThat(Polygon.problem(List.of(many))).contains("at most 300");
        assertThat(Polygon.problem(List.of(many.subList(0, 300)))).isNull();
    }
}
