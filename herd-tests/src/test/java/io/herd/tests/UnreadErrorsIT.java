package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose standard error is a full pipe that nobody reads. */
class UnreadErrorsIT {
    private static final int SIGTERM = 128 + 15;
    /** The server warns of it. */
    private static final String STRANGER = "HELLO 3 Hands Goloman 00 00 ttl=0ms S:0:0 00 00\n";

    @TempDir
    private Path directory;

    @Test
    void whateverItLogsItAnswersAndStopsInOrder() throws Exception {
        int port = Ports.free();
        int linkPort = Ports.free();
        Files.writeString(
                directory.resolve("herd.yaml"),
                "servers: { Goloman: { host: 127.0.0.1, port: %d, linkPort: %d, httpPort: %d } }"
                        .formatted(port, linkPort, Ports.free()));
        Path pipe = directory.resolve("pipe");
        Process filler = fullPipe(pipe);
        try (Program server = Program.startWithErrorsTo(
                        pipe, directory, Map.of(), "serve", "Goloman", "-c", "herd.yaml")
                .awaitOutput("Goloman is ready")) {
            try (TestClient stranger = TestClient.connect("127.0.0.1", linkPort)) {
                assertThat(stranger.send(STRANGER).line()).startsWith("REFUSED ");
            }
            try (TestClient client = TestClient.connect("127.0.0.1", port)) {
                assertThat(client.send("IAMAT kiwi +1+1 5\n").line()).startsWith("AT Goloman ");
            }
            long start = System.nanoTime();
            assertThat(server.terminate().exitCode()).isEqualTo(SIGTERM);
            assertThat((System.nanoTime() - start) / 1e9).isLessThan(8);
        } finally {
            filler.destroyForcibly();
        }
        assertThat(directory.resolve("logs/Goloman.log"))
                .content()
                .contains("refused a link from", " < IAMAT kiwi ", "stopped after");
    }

    /** Makes a pipe, and a process that holds it open and writes to it until it is full. */
    private static Process fullPipe(Path pipe) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        return new ProcessBuilder("sh", "-c", "exec 3<>\"$0\"; exec cat /dev/zero >&3", pipe.toString()).start();
    }
}
