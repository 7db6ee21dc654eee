package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backup and restore, with the commands of docs/operations.md. */
class BackupIT {
    private static final long SEED = Long.getLong("seed", System.nanoTime());
    private static final String REPEAT = "repeat with -Dseed=" + SEED;

    private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();

    @TempDir
    private Path directory;

    @Test
    void aCopyOfOneRunningServersJournalRestoresTheHerd() throws IOException, InterruptedException {
        Map<String, Long> known;
        try (var herd = new ProcessHerd(directory)) {
            try (var _ = new BackgroundLoad(herd, new Random(SEED), new AtomicLong(1), acknowledged)) {
                known = awaitReportsOnDiskOf(herd, "Goloman");
                run("cp", "-r", "data/journal/Goloman", "backup");
            }
            assertThat(Program.start(directory, Map.of(), "journal", "verify", "backup")
                            .exitCode())
                    .isZero();
            herd.killAll();

            run("rm", "-r", "data/journal");
            run("mkdir", "-p", "data/journal");
            run("cp", "-r", "backup", "data/journal/Goloman");
            herd.restart("Goloman");

            herd.assertKnows("Goloman", known, REPEAT);
            herd.names().stream().filter(name -> !name.equals("Goloman")).forEach(herd::restart);
            herd.awaitAgreement();
            herd.assertNothingIsLost(known, REPEAT);
        }
    }

    /** The newest reports that servers had acknowledged, once one of them has all on its disk. */
    private Map<String, Long> awaitReportsOnDiskOf(ProcessHerd herd, String server) {
        Await.until("there are reports", () -> acknowledged.size() > 200);
        var reported = Map.copyOf(acknowledged);
        Await.until(
                server + " was told", () -> reported.entrySet().stream().allMatch(each -> isKnown(herd, server, each)));
        // What it acknowledges is on its disk, with all that it knew before.
        assertThat(herd.ask(server, "IAMAT last +1+1 1")).startsWith("AT ");
        return reported;
    }

    private static boolean isKnown(ProcessHerd herd, String server, Map.Entry<String, Long> report) {
        String known = herd.ask(server, "WHEREIS " + report.getKey());
        return known.startsWith("AT ")
                && Long.parseLong(known.substring(known.lastIndexOf(' ') + 1)) >= report.getValue();
    }

    private void run(String... command) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .inheritIO()
                        .start()
                        .waitFor())
                .as(String.join(" ", command))
                .isZero();
    }
}
