package io.herd.geo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
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
