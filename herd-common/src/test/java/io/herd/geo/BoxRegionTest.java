package io.herd.geo;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the tree finds in a box, against looking at every point. */
class BoxRegionTest {
    private static final double[] LATITUDES = {-90, -89.999, 0, 45, 89.999, 90};
    private static final double[] LONGITUDES = {-180, -179.999, -90, 0, 90, 179.999, 180};

    private final Random random = new Random(1);
    private final PointTree tree = new PointTree();
    private final Map<Long, Position> positions = new HashMap<>();

    @BeforeEach
    void fill() {
        for (double latitude : LATITUDES) {
            for (double longitude : LONGITUDES) {
                put(new Position(latitude, longitude));
            }
        }
        for (int i = 0; i < 5_000; i++) {
            put(new Position(latitude(), longitude()));
            put(new Position(random.nextDouble() / 100, random.nextDouble() / 100));
        }
    }

    private void put(Position position) {
        long key = positions.size();
        positions.put(key, position);
        tree.put(key, position);
    }

    private Position position(long key) {
        return requireNonNull(positions.get(key));
    }

    private double latitude() {
        return 180 * random.nextDouble() - 90;
    }

    private double longitude() {
        return 360 * random.nextDouble() - 180;
    }

    private Set<Long> expected(Box box) {
        return positions.keySet().stream()
                .filter(key -> box.contains(position(key)))
                .collect(Collectors.toSet());
    }

    private Set<Long> found(Box box) {
        return Arrays.stream(tree.in(box, Integer.MAX_VALUE))
                .boxed()
                .filter(key -> box.contains(position(key)))
                .collect(Collectors.toSet());
    }

    private void check(Box box) {
        assertThat(found(box)).as(box.toString()).isEqualTo(expected(box));
    }

    @Test
    void findsWhatIsInAnyBox() {
        for (int i = 0; i < 300; i++) {
            double one = latitude();
            double other = latitude();
            check(new Box(longitude(), Math.min(one, other), longitude(), Math.max(one, other)));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "-180, -90, 180, 90",
        "179.999, -90, -179.999, 90",
        "180, -90, -180, 90",
        "180, -90, 180, 90",
        "-180, -1, -180, 1",
        "0, 89.999, 1, 90",
        "90, -90, 91, -90",
        "0, -90, 0, 90",
        "0, 0, 0, 0",
        "0, 0, 0.005, 0.005",
        "-90, -90, 90, 90",
        "90, -90, -90, 90",
        "10, -1, 9.999, 1",
        "-0.001, -0.001, 0.001, 0.001"
    })
    void findsWhatIsAtPolesAndAtTheAntimeridian(double west, double south, double east, double north) {
        check(new Box(west, south, east, north));
    }

    @Test
    void findsNoMoreThanALittleOutside() {
        var box = new Box(-10, -10, 10, 10);
        assertThat(tree.in(box, Integer.MAX_VALUE)).hasSize(expected(box).size());
        assertThat(tree.in(box, 7)).hasSize(7);
    }

    @ParameterizedTest
    @CsvSource({
        "-181, 0, 0, 0",
        "0, 0, 181, 0",
        "0, -91, 0, 0",
        "0, 0, 0, 91",
        "0, 1, 0, 0",
        "NaN, 0, 0, 0",
        "0, NaN, 0, 0"
    })
    void whatIsOffTheEarthIsNoBox(double west, double south, double east, double north) {
        assertThatThrownBy(() -> new Box(west, south, east, north)).isInstanceOf(IllegalArgumentException.class);
    }
}
