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
    private static final int ROUNDS = Integer.getInteger("rounds", 5);

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
                assertNothingIsLost(herd);
            }
        }
        assertThat(acknowledged).hasSizeGreaterThan(50);
    }

    private void assertNothingIsLost(ProcessHerd herd) {
        for (String server : herd.names()) {
            try (TestClient client = herd.connect(server)) {
                acknowledged.forEach((name, reported) -> {
                    String known = client.send("WHEREIS " + name + "\n").line();
                    assertThat(known)
                            .as("%s; repeat with -Dseed=%d", server, SEED)
                            .startsWith("AT ");
                    assertThat(Long.parseLong(known.substring(known.lastIndexOf(' ') + 1)))
                            .as("%s of %s; repeat with -Dseed=%d", name, server, SEED)
                            .isGreaterThanOrEqualTo(reported);
                });
            }
        }
    }
}
