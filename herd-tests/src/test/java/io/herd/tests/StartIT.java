package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is being started: it accepts connections early, and keeps them waiting rather than answer wrongly. */
class StartIT {
    /** On a machine that does nothing else it is a tenth of it. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** Machines that build are busy: the quickest start counts. */
    private static final int STARTS = 5;

    @TempDir
    private Path directory;

    @Test
    void theFirstConnectionIsAcceptedSoonAndAnswered() throws IOException {
        long quickest = Long.MAX_VALUE;
        for (int i = 0; i < STARTS; i++) {
            quickest = Math.min(quickest, start());
        }
        assertThat(Duration.ofNanos(quickest)).isLessThan(PATIENCE);
    }

    /** Starts a server, and returns after how many nanoseconds it accepted the first connection. */
    private long start() throws IOException {
        int port = Ports.free();
        Files.writeString(
                directory.resolve("herd.yaml"),
                "servers: { Goloman: { host: 127.0.0.1, port: " + port + ", linkPort: " + Ports.free() + ", httpPort: "
                        + Ports.free() + ", neighbours: [] } }\n");
        long start = System.nanoTime();
        try (Program herd = Program.start(directory, Map.of(), "serve", "Goloman", "-c", "herd.yaml");
                TestClient client = firstConnection(port)) {
            long accepted = System.nanoTime() - start;
            client.send("IAMAT kiwi +34.068930-118.445127 1520023934.918963997\nWHATSAT kiwi 10 5\nWHEREIS kiwi\n");
            String at = client.line();
            assertThat(at).startsWith("AT Goloman +").endsWith(" kiwi +34.068930-118.445127 1520023934.918963997");
            assertThat(client.line()).isEqualTo(at);
            var document = new JsonObject(client.document());
            assertThat(document.getString("status")).isEqualTo("OK");
            assertThat(document.getJsonArray("results")).hasSize(5);
            assertThat(client.line()).isEqualTo(at);
            herd.awaitOutput("Goloman is ready");
            return accepted;
        }
    }

    private static TestClient firstConnection(int port) {
        var connected = new AtomicReference<TestClient>();
        Await.until("the server accepts", () -> connect(port, connected));
        return connected.get();
    }

    private static boolean connect(int port, AtomicReference<TestClient> connected) {
        try {
            connected.set(TestClient.connect("127.0.0.1", port));
            return true;
        } catch (UncheckedIOException e) {
            assertThat(e).hasCauseInstanceOf(ConnectException.class);
            return false;
        }
    }
}
