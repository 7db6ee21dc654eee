package io.herd.geo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The index against looking at every box. */
class BoxIndexTest {
    private final Random random = new Random(1);

    private Box box() {
        double size = Math.pow(10, 3 * random.nextDouble() - 4) * (random.nextInt(20) == 0 ? 100 : 1);
        double south = Math.clamp(180 * random.nextDouble() - 90, -90, 90 - Math.min(90, size));
        double west = random.nextInt(4) == 0 ? 180 - size / 2 : 360 * random.nextDouble() - 180;
        return new Box(
                wrapped(west),
                south,
                wrapped(west + size * random.nextDouble()),
                Math.min(90, south + size * random.nextDouble()));
    }

    private static double wrapped(double longitude) {
        return Math.IEEEremainder(longitude, 360);
    }

    private static boolean meet(Box one, Box other) {
        boolean isBeside = Math.max(one.south(), other.south()) > Math.min(one.north(), other.north());
        double apart = Math.floorMod(Math.round((other.west() - one.west()) * 1e9), 360_000_000_000L) / 1e9;
        double behind = Math.floorMod(Math.round((one.west() - other.west()) * 1e9), 360_000_000_000L) / 1e9;
        return !isBeside && (apart < one.width() || behind < other.width());
    }

    @Test
    void findsAllThatMeetABox() {
        var index = new BoxIndex<Integer>();
        Map<Integer, Box> boxes = new HashMap<>();
        for (int i = 0; i < 3_000; i++) {
            Box box = box();
            boxes.put(i, box);
            index.add(box, i);
        }
        for (int i = 0; i < 1_000; i++) {
            index.remove(i);
            boxes.remove(i);
        }
        for (int i = 0; i < 500; i++) {
            Box box = box();
            var near = index.near(box);
            assertThat(near).doesNotHaveDuplicates();
            boxes.forEach((value, each) -> {
                if (meet(each, box)) {
                    assertThat(near.contains(value))
                            .as(() -> each + " and " + box)
                            .isTrue();
                }
            });
            assertThat(boxes.keySet()).containsAll(near);
        }
        boxes.keySet().forEach(index::remove);
        assertThat(index.isEmpty()).isTrue();
        assertThat(index.near(new Box(-180, -90, 180, 90))).isEmpty();
    }

    /** A position, often at a corner of a box or on the other side of the antimeridian there. */
    private Position position(Box box) {
        return switch (random.nextInt(4)) {
            case 0 -> new Position(box.north(), box.east());
            case 1 -> new Position(box.south(), box.west());
            case 2 -> new Position(random.nextBoolean() ? 90 : -90, random.nextBoolean() ? 180 : -180);
            default -> new Position(box.south(), Math.abs(box.east()) > 179 ? -180 : box.east());
        };
    }

    /** A box whose sides are at borders of cells, or just beside. */
    private Box cells() {
        double west = 45 * random.nextInt(-4, 5);
        double east = 45 * random.nextInt(-4, 5);
        double south = 22.5 * random.nextInt(-4, 5);
        double north = 22.5 * random.nextInt(-4, 5);
        double inset = random.nextInt(4) * 0.1;
        return new Box(
                Math.min(180, west + inset), Math.min(south, north), Math.min(180, east), Math.max(south, north));
    }

    @Test
    void findsAllThatContainAPosition() {
        var index = new BoxIndex<Integer>();
        Map<Integer, Box> boxes = new HashMap<>();
        for (int i = 0; i < 3_000; i++) {
            Box box = i % 3 == 0 ? cells() : box();
            boxes.put(i, box);
            index.add(box, i);
        }
        for (int i = 0; i < 500; i++) {
            index.remove(i);
            boxes.remove(i);
        }
        for (Box around : List.copyOf(boxes.values())) {
            Position position = position(around);
            Set<Integer> found = new HashSet<>();
            index.forEachAt(position, each -> assertThat(found.add(each)).isTrue());
            boxes.forEach((value, box) -> {
                if (box.contains(position)) {
                    assertThat(found.contains(value))
                            .as(() -> box + " and " + position)
                            .isTrue();
                }
            });
        }
    }

    @Test
    void looksAtFewWhereThereAreMany() {
        var index = new BoxIndex<Integer>();
        for (int i = 0; i < 10_000; i++) {
            int row = i / 100;
            double latitude = 50 + row * 0.01;
            double longitude = 10 + i % 100 * 0.01;
            index.add(new Box(longitude, latitude, longitude + 0.002, latitude + 0.002), i);
        }
        assertThat(index.near(new Box(10.501, 50.501, 10.501, 50.501)))
                .contains(5_050)
                .hasSizeLessThan(5);
    }
}
