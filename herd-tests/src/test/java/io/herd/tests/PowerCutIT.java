package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All five processes are killed together under load, again and again: what was acknowledged is on their disks. */
class PowerCutIT {
    private static final long SEED = Long.getLong("seed", System.nanoTime());
    private static final int ROUNDS = Integer.getInteger("rounds", 2);

    private final Random random = new Random(SEED);
    private final AtomicLong time = new AtomicLong(1);
    private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();

    @Test
    void nothingAcknowledgedIsLostWhenAllAreKilledTogether(@TempDir Path directory) throws InterruptedException {
        try (var herd = new ProcessHerd(directory)) {
            for (int round = 0; round < ROUNDS; round++) {
                try (var _ = new BackgroundLoad(herd, new Random(SEED + round), time, acknowledged)) {
                    TimeUnit.MILLISECONDS.sleep(500 + random.nextInt(1_500));
                    herd.killAll();
                }
                herd.restartAll();
                herd.awaitAgreement();
                herd.assertNothingIsLost(acknowledged, "repeat with -Dseed=" + SEED);
            }
        }
        assertThat(acknowledged).hasSizeGreaterThan(30);
    }
}
