package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.herd.config.ServerConfig;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers on disks that fail: the kernel reports an error to the real program, where the machine allows it. */
class DiskFaultIT {
    private static final Map<String, String> SECRET = Map.of("HERD_SECRET", "a secret for these two servers");
    private static final String[] FAILING_FORCE = {
        "strace",
        "-D",
        "-f",
        "-qq",
        "--seccomp-bpf",
        "-o",
        "/dev/null",
        "-e",
        "trace=fdatasync",
        "-e",
        "inject=fdatasync:error=EIO:when=3..5"
    };
    private static final String[] SMALL_DISK = {
        "unshare", "-Urm", "bash", "-c", "mount -t tmpfs -o size=1m tmpfs data/journal && exec \"$@\"", "small-disk"
    };

    private static final long FIRST_BACK_OFF_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ServerConfig goloman = server("Goloman", "Hands");
    private final ServerConfig hands = server("Hands", "Goloman");

    @TempDir
    private Path directory;

    private static ServerConfig server(String name, String neighbour) {
        return new ServerConfig(
                name, "127.0.0.1", "127.0.0.1", Ports.free(), Ports.free(), Ports.free(), List.of(neighbour));
    }

    @BeforeEach
    void configure() throws IOException {
        var _ = Files.createDirectories(directory.resolve("data/journal"));
        Files.writeString(
                directory.resolve("herd.yaml"),
                "servers: {\n" + yaml(goloman) + ",\n" + yaml(hands) + "\n}\njournal: { deadline: 1s }\n");
    }

    private static String yaml(ServerConfig server) {
        return "%s: { host: 127.0.0.1, port: %d, linkPort: %d, httpPort: %d, neighbours: %s }"
                .formatted(server.name(), server.port(), server.linkPort(), server.httpPort(), server.neighbours());
    }

    /** Starts a server, perhaps by another program that has its disk fail. */
    private Program start(ServerConfig server, String... through) {
        String[] command = concat(through, Program.LAUNCHER.toString(), "serve", server.name(), "-c", "herd.yaml");
        String[] arguments = Arrays.copyOfRange(command, 1, command.length);
        return Program.start(Path.of(command[0]), directory, SECRET, arguments)
                .awaitOutput(server.name() + " is ready");
    }

    private static String[] concat(String[] first, String... second) {
        return Stream.of(first, second).flatMap(Stream::of).toArray(String[]::new);
    }

    private void assume(String[] through, String what) {
        String[] command = concat(through, "true");
        boolean works;
        try {
            works = new ProcessBuilder(command)
                            .directory(directory.toFile())
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException | InterruptedException e) {
            works = false;
        }
        assumeTrue(works, () -> what + " is not tested: " + command[0] + " is missing, or may not do it here");
    }

    @Test
    void afterAForceThatFailedNothingIsAcknowledgedBeforeANewLogWorksAndNothingIsLost() {
        assume(FAILING_FORCE, "a disk that fails");
        try (Program server = start(goloman, FAILING_FORCE)) {
            long slowest = 0;
            try (TestClient client = TestClient.connect(goloman)) {
                for (int time = 1; time <= 6; time++) {
                    long before = System.nanoTime();
                    assertThat(client.send("IAMAT kiwi +1+1 " + time + "\n").line())
                            .startsWith("AT Goloman ");
                    slowest = Math.max(slowest, System.nanoTime() - before);
                }
            }
            assertThat(slowest).isGreaterThan(FIRST_BACK_OFF_NANOS);
            assertThat(server.errors()).anyMatch(line -> line.contains("cannot be written: Input/output error"));
            server.kill();
        }

        try (Program _ = start(goloman)) {
            assertThat(TestClient.ask(goloman, "WHEREIS kiwi")).endsWith(" kiwi +1+1 6");
        }
    }

    @Test
    void aFullDiskOnlyKeepsReportsFromBeingAcknowledgedUntilThereIsRoom() throws IOException {
        assume(SMALL_DISK, "a disk that is full");
        try (Program server = start(goloman, SMALL_DISK);
                Program _ = start(hands)) {
            assertThat(TestClient.ask(goloman, "IAMAT kiwi +1+1 1")).startsWith("AT Goloman ");
            Path filler = Path.of("/proc/" + server.pid() + "/root" + directory.toRealPath(), "data/journal/filler");
            fill(filler);

            long before = System.nanoTime();
            assertThat(TestClient.ask(goloman, "IAMAT kiwi +1+1 2"))
                    .as("the connection is closed without a reply")
                    .isEmpty();
            assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(DEADLINE_NANOS);
            assertThat(isReady()).isFalse();
            assertThat(Http.get(goloman, "/status").body()).contains("\"problem\":\"No space left on device\"");
            assertThat(TestClient.ask(goloman, "WHEREIS kiwi")).endsWith(" kiwi +1+1 2");
            Await.until(
                    "Hands is told of it",
                    () -> TestClient.ask(hands, "WHEREIS kiwi").endsWith(" 2"));
            assertThat(TestClient.ask(hands, "IAMAT emu +1+1 3")).startsWith("AT Hands ");
            Await.until(
                    "Goloman is told",
                    () -> TestClient.ask(goloman, "WHEREIS emu").endsWith(" 3"));

            Files.delete(filler);
            Await.until("it is ready again", this::isReady);
            assertThat(TestClient.ask(goloman, "IAMAT kiwi +1+1 4")).startsWith("AT Goloman ");
        }
    }

    private static void fill(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            while (true) {
                out.write(new byte[4_096]);
            }
        } catch (IOException e) {
            assertThat(e).hasMessage("No space left on device");
        }
    }

    private boolean isReady() {
        return Http.get(goloman, "/health/ready").statusCode() == 200;
    }
}
