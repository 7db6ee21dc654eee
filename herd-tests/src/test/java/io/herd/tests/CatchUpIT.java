package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long a server takes to catch up that missed a thousand reports while its cable was cut; over real sockets, five
 * processes. With {@code -Dclients=1000000} it is the figure of docs/performance.md.
 */
class CatchUpIT {
    private static final int CLIENTS = Integer.getInteger("clients", 100_000);
    private static final int MISSED = 1_000;
    private static final int BATCH = 1_000;

    @Test
    void aServerThatMissedAThousandReportsCatchesUpWithinASecond(@TempDir Path directory) {
        try (var herd = new ProcessHerd(directory)) {
            report(herd, CLIENTS, 1);
            herd.awaitAgreement();
            // The first time the servers have only just started, and their code has yet to be compiled.
            var _ = missAndCatchUp(herd, 2);
            Duration taken = missAndCatchUp(herd, 3);
            assertThat(taken).isLessThan(Duration.ofSeconds(1));
        }
    }

    /** Has Welsh miss reports of a time, and measures from its link's opening until it knows them. */
    private static Duration missAndCatchUp(ProcessHerd herd, int time) {
        herd.between("Holiday", "Welsh").forEach(Cable::cut);
        Await.until(
                "Holiday misses Welsh",
                () -> herd.link("Holiday", "Welsh").state().equals("away"));
        report(herd, MISSED, time);
        long told = herd.link("Holiday", "Welsh").counters().get("told");
        herd.between("Holiday", "Welsh").forEach(Cable::heal);
        Await.until(
                "Holiday is linked to Welsh",
                () -> herd.link("Holiday", "Welsh").state().equals("open"));
        long start = System.nanoTime();
        Await.until(
                "Welsh knows what Holiday knows",
                () -> herd.status("Welsh").root().equals(herd.status("Holiday").root()));
        Duration taken = Duration.ofNanos(System.nanoTime() - start);
        long records = herd.link("Holiday", "Welsh").counters().get("told") - told;
        System.out.printf(
                "caught up with %d of %d clients: %d ms, %d records%n", MISSED, CLIENTS, taken.toMillis(), records);
        assertThat(records).isBetween((long) MISSED, 3_000L);
        return taken;
    }

    private static void report(ProcessHerd herd, int clients, int time) {
        try (TestClient client = herd.connect("Goloman")) {
            for (int first = 0; first < clients; first += BATCH) {
                var commands = new StringBuilder();
                for (int i = first; i < first + BATCH; i++) {
                    commands.append("IAMAT vehicle")
                            .append(i)
                            .append(" +34.068930-118.445127 ")
                            .append(time)
                            .append('\n');
                }
                client.send(commands.toString());
                assertThat(client.lines(BATCH)).allMatch(line -> line.startsWith("AT Goloman "));
            }
        }
    }
}
