package io.herd.server.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.herd.config.ConfigException;
import io.herd.config.LogConfig;
import io.herd.protocol.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerLogTest {
    @TempDir
    private Path directory;

    private LogConfig config(int fileBytes, boolean traffic, int queue) {
        return new LogConfig(directory.resolve("logs").toString(), fileBytes, 3, false, traffic, 1 << 30, queue);
    }

    private List<String> lines(String file) throws IOException {
        return Files.readAllLines(directory.resolve("logs").resolve(file));
    }

    @Test
    void whatComesInAndGoesOutIsALineEach() throws IOException {
        try (ServerLog log = ServerLog.open("A", config(1 << 20, true, 100))) {
            log.traffic().received("1.2.3.4:5", Bytes.of("IAMAT a\u00ff\u001b +1+1 1\r\nWHEREIS a"), 2);
            log.traffic().sent("1.2.3.4:5", Bytes.of("AT x\n? y\nAT z\n{\"results\":[\n{}],\n\n"), 2);
            log.traffic().places("1.2.3.4:5", "{\"status\":\"OK\"}");
            log.events().info("linked to {}", "Hands");
        }
        assertThat(lines("A.log").stream().map(line -> line.replaceFirst("^2\\d\\d\\d-[-0-9T:.Z+]+ ", "")))
                .containsExactly(
                        "INFO 1.2.3.4:5 < IAMAT a\\xff\\x1b +1+1 1\\x0d",
                        "1.2.3.4:5 < WHEREIS a",
                        "INFO 1.2.3.4:5 > AT x",
                        "1.2.3.4:5 > ? y",
                        "1.2.3.4:5 > AT z",
                        "INFO 1.2.3.4:5 places {\"status\":\"OK\"}",
                        "INFO linked to Hands");
    }

    @Test
    void trafficCanBeLeftOut() throws IOException {
        try (ServerLog log = ServerLog.open("B", config(1 << 20, false, 100))) {
            log.traffic().received("1.2.3.4:5", Bytes.of("IAMAT"), 1);
            log.events().info("still here");
        }
        assertThat(lines("B.log")).singleElement().asString().endsWith("still here");
    }

    @Test
    void fullFilesArePutAsideAndTheOldestGo() throws IOException {
        try (ServerLog log = ServerLog.open("C", config(2_048, true, 10_000))) {
            for (int i = 0; i < 1_000; i++) {
                log.events().info("entry number {}", i);
            }
        }
        try (Stream<Path> files = Files.list(directory.resolve("logs"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("C.log", "C.1.log", "C.2.log", "C.3.log");
        }
        assertThat(lines("C.log").getLast()).endsWith("entry number 999");
        assertThat(Files.size(directory.resolve("logs/C.1.log"))).isBetween(2_048L, 8_192L);
    }

    @Test
    void whatTheDiskCannotKeepUpWithIsDroppedCountedAndNoted() throws IOException {
        ServerLog log = ServerLog.open("D", config(1 << 30, true, 16));
        Bytes large = Bytes.of("x".repeat(60_000));
        for (int i = 0; i < 2_000; i++) {
            log.traffic().received("1.2.3.4:5", large, 1);
        }
        long droppedTraffic = log.dropped();
        // Until the writer has caught up, these are dropped as well; the first that is not brings the note.
        while (lines("D.log").stream().noneMatch(line -> line.contains("entries dropped here"))) {
            log.events().info("after the flood");
        }
        log.close();
        assertThat(droppedTraffic).isPositive();
        assertThat(lines("D.log").stream().filter(line -> line.contains(" < x")))
                .hasSize(2_000 - (int) droppedTraffic);
    }

    @Test
    void aFloodOfTrafficIsCutShortAndLeavesRoomForEvents() throws IOException {
        var config = new LogConfig(directory.resolve("logs").toString(), 1 << 30, 3, false, true, 10_000, 10_000);
        ServerLog log = ServerLog.open("F", config);
        Bytes line = Bytes.of("x".repeat(985));
        for (int i = 0; i < 100; i++) {
            log.traffic().received("1.2.3.4:5", line, 1);
        }
        log.events().info("after the flood");
        log.close();
        assertThat(log.dropped()).isGreaterThan(50);
        assertThat(lines("F.log").stream().filter(text -> text.contains(" < x")))
                .hasSize(100 - (int) log.dropped());
        assertThat(lines("F.log")).anyMatch(text -> text.contains(log.dropped() + " entries dropped here"));
        assertThat(lines("F.log").getLast()).endsWith("after the flood");
    }

    @Test
    void theConsoleTellsWhatHappensButNotWhatClientsSay() throws IOException {
        var config = new LogConfig(directory.resolve("logs").toString(), 1 << 20, 3, true, true, 1 << 20, 100);
        PrintStream standardOutput = System.out;
        var console = new ByteArrayOutputStream();
        System.setOut(new PrintStream(console, true, StandardCharsets.UTF_8));
        try (ServerLog log = ServerLog.open("G", config)) {
            log.traffic().received("1.2.3.4:5", Bytes.of("WHEREIS a"), 1);
            log.traffic().places("1.2.3.4:5", "{}");
            log.events().info("linked to {}", "Hands");
            log.events().warn("Hands fell silent");
        } finally {
            System.setOut(standardOutput);
        }
        assertThat(console.toString(StandardCharsets.UTF_8).lines().map(line -> line.replaceFirst("^2[^ ]+ ", "")))
                .containsExactly("INFO G: linked to Hands", "WARN G: Hands fell silent");
        assertThat(lines("G.log")).hasSize(4);
    }

    @Test
    void aDirectoryThatCannotBeWrittenToIsOneLine() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");
        var config = new LogConfig(file.resolve("logs").toString(), 1 << 20, 3, false, true, 1 << 30, 100);
        assertThatThrownBy(() -> ServerLog.open("E", config))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("log.directory: cannot write to ");
    }
}
