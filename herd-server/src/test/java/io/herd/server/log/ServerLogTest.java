package io.herd.server.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.herd.config.ConfigException;
import io.herd.config.LogConfig;
import io.herd.protocol.Bytes;
import io.herd.protocol.LineFramer;
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
    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}[^ ]+ ";

    @TempDir
    private Path directory;

    private LogConfig config(int fileBytes, boolean traffic, int queue) {
        return new LogConfig(directory.resolve("logs").toString(), fileBytes, 3, false, traffic, 1 << 30, queue);
    }

    /** Has a connection hear lines in one read. */
    private static void hear(Transcript transcript, String read) {
        var framer = new LineFramer(1_000);
        framer.feed((read + "\n").getBytes(StandardCharsets.ISO_8859_1));
        for (Bytes line = framer.next(); line != null; line = framer.next()) {
            transcript.line(line);
        }
        transcript.endOfRead();
    }

    private List<String> lines(String file) throws IOException {
        return Files.readAllLines(directory.resolve("logs").resolve(file));
    }

    private static List<String> withoutTimes(List<String> lines) {
        assertThat(lines).allMatch(line -> line.matches(TIME + ".*"));
        return lines.stream().map(line -> line.replaceFirst(TIME, "")).toList();
    }

    @Test
    void eachLineStandsAlone() throws IOException {
        try (ServerLog log = ServerLog.open("A", config(1 << 20, true, 100))) {
            Transcript client = log.traffic().client("1.2.3.4:5");
            hear(client, "IAMAT a\u00ff\u001b\u0085 +1+1 1\r\nWHEREIS a");
            client.sent(Bytes.of("AT x\n? y\nAT z\n{\"results\":[\n{}],\n\n"));
            byte[] document = "{\"name\":\n\"Caf\u00e9\u202e\"}".getBytes(StandardCharsets.UTF_8);
            client.places(Bytes.view(document, 0, document.length));
            log.events().info("linked to {}", "Hands");
        }
        assertThat(withoutTimes(lines("A.log")))
                .containsExactly(
                        "INFO 1.2.3.4:5 < IAMAT a\\xff\\x1b\\x85 +1+1 1\\x0d",
                        "INFO 1.2.3.4:5 < WHEREIS a",
                        "INFO 1.2.3.4:5 > AT x",
                        "INFO 1.2.3.4:5 > ? y",
                        "INFO 1.2.3.4:5 > AT z",
                        "INFO 1.2.3.4:5 places {\"name\": \"Caf\u00e9\\u202e\"}",
                        "INFO linked to Hands");
    }

    @Test
    void ofALinkReportsAndGreetingsAreToldButNoHeartbeats() throws IOException {
        try (ServerLog log = ServerLog.open("A", config(1 << 20, true, 100))) {
            Transcript link = log.traffic().link("1.2.3.4:5", "Hands");
            link.sent(Bytes.of("HELLO 1 A Hands\n"), 1);
            hear(link, "BEAT 7\nAT a\nBEAT 7\nAT b\nNODE - 0\nLEAF 79ea 1\nBYE Hands stops");
            link.sent(Bytes.of("BEAT 7\n"), 1);
            link.sent(Bytes.of("ASK -\n"), 1);
            link.sent(Bytes.of("AT c\nAT d\n"), 2);
        }
        assertThat(withoutTimes(lines("A.log")))
                .containsExactly(
                        "INFO 1.2.3.4:5 Hands > HELLO 1 A Hands",
                        "INFO 1.2.3.4:5 Hands < AT a",
                        "INFO 1.2.3.4:5 Hands < AT b",
                        "INFO 1.2.3.4:5 Hands < BYE Hands stops",
                        "INFO 1.2.3.4:5 Hands > AT c",
                        "INFO 1.2.3.4:5 Hands > AT d");
    }

    @Test
    void whatIsSentIsToldAfterWhatItAnswers() throws IOException {
        try (ServerLog log = ServerLog.open("A", config(1 << 20, true, 100))) {
            Transcript client = log.traffic().client("1.2.3.4:5");
            client.line(Bytes.of("WHEREIS a"));
            client.sent(Bytes.of("AT a\n"));
            client.endOfRead();
        }
        assertThat(withoutTimes(lines("A.log"))).containsExactly("INFO 1.2.3.4:5 < WHEREIS a", "INFO 1.2.3.4:5 > AT a");
    }

    @Test
    void serversWhoseNamesBeginAlikeHaveLogsOfTheirOwn() throws IOException {
        try (ServerLog a = ServerLog.open("A", config(1 << 10, true, 1_000));
                ServerLog traffic = ServerLog.open("A.traffic", config(1 << 20, true, 100));
                ServerLog one = ServerLog.open("A.1", config(1 << 20, true, 100))) {
            one.events().info("of one");
            traffic.events().info("of traffic");
            for (int i = 0; i < 100; i++) {
                a.events().info("of A");
            }
        }
        assertThat(withoutTimes(lines("A.log"))).isNotEmpty().allMatch("INFO of A"::equals);
        assertThat(withoutTimes(lines("A.traffic.log"))).containsExactly("INFO of traffic");
        assertThat(withoutTimes(lines("A.1.log"))).containsExactly("INFO of one");
    }

    @Test
    void trafficCanBeLeftOut() throws IOException {
        try (ServerLog log = ServerLog.open("B", config(1 << 20, false, 100))) {
            hear(log.traffic().client("1.2.3.4:5"), "IAMAT");
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
                    .containsExactlyInAnyOrder("C.log", "C.log.1", "C.log.2", "C.log.3");
        }
        assertThat(lines("C.log").getLast()).endsWith("entry number 999");
        assertThat(Files.size(directory.resolve("logs/C.log.1"))).isBetween(2_048L, 2_148L);
    }

    @Test
    void aFloodOfTrafficIsCutShortAndLeavesRoomForEvents() throws IOException {
        var config = new LogConfig(directory.resolve("logs").toString(), 1 << 30, 3, false, true, 10_000, 10_000);
        ServerLog log = ServerLog.open("F", config);
        Transcript client = log.traffic().client("1.2.3.4:5");
        for (int i = 0; i < 100; i++) {
            hear(client, i + "x".repeat(985));
        }
        log.events().info("after the flood");
        log.close();
        long dropped = log.counters().overLimit.sum();
        assertThat(dropped).isEqualTo(90);
        List<String> lines = withoutTimes(lines("F.log"));
        for (int i = 0; i < 10; i++) {
            assertThat(lines.get(i)).startsWith("INFO 1.2.3.4:5 < " + i + "x");
        }
        assertThat(lines.subList(10, lines.size()))
                .containsExactly("WARN 90 lines dropped here: above the rate limit", "INFO after the flood");
    }

    @Test
    void theConsoleTellsWhatHappensButNotWhatClientsSay() throws IOException {
        var config = new LogConfig(directory.resolve("logs").toString(), 1 << 20, 3, true, true, 1 << 20, 100);
        PrintStream standardOutput = System.out;
        var console = new ByteArrayOutputStream();
        System.setOut(new PrintStream(console, true, StandardCharsets.UTF_8));
        try (ServerLog log = ServerLog.open("G", config)) {
            Transcript client = log.traffic().client("1.2.3.4:5");
            hear(client, "WHEREIS a");
            client.places(Bytes.of("{}"));
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
