package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Five processes under load while one after the other is killed, frozen or cut off. What is kept in memory only survives
 * as long as one server that heard of it lives, so each fault is over, and everybody caught up, before the next begins.
 */
class FaultsIT {
    private static final long SEED = Long.getLong("seed", System.nanoTime());
    private static final int ROUNDS = Integer.getInteger("rounds", 8);

    /** Longer than it takes to notice a silent neighbour. */
    private static final int FAULT_SECONDS = 4;

    @Test
    void nothingAcknowledgedIsLostWhateverBreaks(@TempDir Path directory) throws InterruptedException {
        System.out.println("repeat with -Dseed=" + SEED);
        var random = new Random(SEED);
        try (var herd = new ProcessHerd(directory);
                var load = new Load(herd, new Random(SEED))) {
            for (int round = 0; round < ROUNDS; round++) {
                breakSomething(herd, random, round % 4);
                awaitMarkerEverywhere(herd, "marker" + round, herd.names().get(random.nextInt(5)));
            }
            load.stop();
            for (String server : herd.names()) {
                load.acknowledged()
                        .forEach((client, time) -> Await.until(
                                server + " knows " + client + " at " + time + " or later, with -Dseed=" + SEED,
                                () -> timeOf(herd.ask(server, "WHEREIS " + client)) >= time));
            }
            for (String client : load.acknowledged().keySet()) {
                String here = herd.ask("Goloman", "WHEREIS " + client);
                for (String server : herd.names()) {
                    assertThat(herd.ask(server, "WHEREIS " + client)).isEqualTo(here);
                }
            }
            assertThat(load.acknowledged()).hasSizeGreaterThan(250);
        }
    }

    private static void breakSomething(ProcessHerd herd, Random random, int kind) throws InterruptedException {
        String victim = herd.names().get(random.nextInt(5));
        List<String> neighbours = TestHerd.FIVE.get(victim);
        String neighbour = neighbours.get(random.nextInt(neighbours.size()));
        switch (kind) {
            case 0 -> {
                herd.kill(victim);
                herd.restart(victim);
            }
            case 1 -> {
                herd.freeze(victim);
                TimeUnit.SECONDS.sleep(FAULT_SECONDS);
                herd.thaw(victim);
            }
            case 2 -> {
                herd.between(victim, neighbour).forEach(Cable::cut);
                TimeUnit.SECONDS.sleep(FAULT_SECONDS);
                herd.between(victim, neighbour).forEach(Cable::heal);
            }
            default -> {
                herd.between(victim, neighbour).getFirst().cut();
                TimeUnit.SECONDS.sleep(FAULT_SECONDS);
                herd.between(victim, neighbour).getFirst().heal();
            }
        }
    }

    /** A report that has reached everybody over healed links; what went before it has been caught up, too. */
    private static void awaitMarkerEverywhere(ProcessHerd herd, String marker, String from) {
        String at = herd.ask(from, "IAMAT " + marker + " +1+1 5");
        for (String server : herd.names()) {
            Await.until(
                    server + " knows " + marker,
                    () -> herd.ask(server, "WHEREIS " + marker).equals(at));
        }
    }

    private static long timeOf(String reply) {
        return reply.startsWith("AT ") ? Long.parseLong(reply.substring(reply.lastIndexOf(' ') + 1)) : -1;
    }
}
