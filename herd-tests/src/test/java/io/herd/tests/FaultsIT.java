package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Five processes under load while one after the other is killed, frozen or cut off. All have caught up before the next fault begins.
 */
class FaultsIT {
    private static final long SEED = Long.getLong("seed", System.nanoTime());
    private static final int ROUNDS = Integer.getInteger("rounds", 3);

    /** Longer than it takes to notice a silent neighbour. */
    private static final int FAULT_SECONDS = 4;

    private final Random random = new Random(SEED);
    private final AtomicLong time = new AtomicLong(1);
    private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();

    @Test
    void nothingAcknowledgedIsLostWhateverBreaks(@TempDir Path directory) throws InterruptedException {
        try (var herd = new ProcessHerd(directory)) {
            for (int round = 0; round < ROUNDS; round++) {
                String fault;
                try (var _ = new BackgroundLoad(herd, new Random(SEED + round), time, acknowledged)) {
                    fault = breakSomething(herd, round % 4);
                }
                herd.awaitAgreement();
                herd.assertNothingIsLost(acknowledged, fault + "; repeat with -Dseed=" + SEED);
            }
        }
        assertThat(acknowledged).hasSizeGreaterThan(120);
    }

    private String breakSomething(ProcessHerd herd, int kind) throws InterruptedException {
        String victim = herd.names().get(random.nextInt(5));
        List<String> neighbours = TestHerd.FIVE.get(victim);
        String neighbour = neighbours.get(random.nextInt(neighbours.size()));
        TimeUnit.SECONDS.sleep(1);
        return switch (kind) {
            case 0 -> {
                herd.kill(victim);
                herd.restart(victim);
                yield victim + " was killed";
            }
            case 1 -> {
                herd.freeze(victim);
                TimeUnit.SECONDS.sleep(FAULT_SECONDS);
                herd.thaw(victim);
                yield victim + " was frozen";
            }
            case 2 -> cutForAWhile(victim, neighbour, herd.between(victim, neighbour));
            default ->
                cutForAWhile(victim, neighbour, herd.between(victim, neighbour).subList(0, 1));
        };
    }

    private static String cutForAWhile(String victim, String neighbour, List<Cable> cables)
            throws InterruptedException {
        cables.forEach(Cable::cut);
        TimeUnit.SECONDS.sleep(FAULT_SECONDS);
        cables.forEach(Cable::heal);
        return cables.size() + " cable between " + victim + " and " + neighbour + " was cut";
    }
}
