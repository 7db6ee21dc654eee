package io.herd.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LeafQueueTest {
    @Test
    void agreesWithALibrarysQueueHoweverItGrows() {
        var random = new Random(1);
        var leaves = new LeafQueue();
        Queue<Integer> expected = new ArrayDeque<>();
        for (int step = 0; step < 10_000; step++) {
            // Longer and longer at first, then shorter.
            if (random.nextInt(10_000) > step) {
                leaves.add(step);
                expected.add(step);
            } else {
                var taken = new int[random.nextInt(4)];
                int count = leaves.poll(taken);
                assertThat(count).isEqualTo(Math.min(taken.length, expected.size()));
                for (int i = 0; i < count; i++) {
                    assertThat(taken[i]).isEqualTo(expected.remove());
                }
            }
            assertThat(leaves.isEmpty()).isEqualTo(expected.isEmpty());
        }
        var rest = new int[expected.size() + 1];
        assertThat(leaves.poll(rest)).isEqualTo(expected.size());
        for (int i = 0; !expected.isEmpty(); i++) {
            assertThat(rest[i]).isEqualTo(expected.remove());
        }
    }
}
