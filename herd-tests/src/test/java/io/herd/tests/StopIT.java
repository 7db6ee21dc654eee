package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the built program ends when it is told to. */
class StopIT {
    private static final int SIGTERM = 143;

    @TempDir
    private Path directory;

    private final int port = Ports.free();
    private final int linkPort = Ports.free();

    @BeforeEach
    void configure() throws IOException {
        Files.writeString(
                directory.resolve("herd.yaml"),
                "servers:\n" + server("Goloman", port, linkPort, "Hands")
                        + server("Hands", Ports.free(), Ports.free(), "Goloman"));
    }

    private static String server(String name, int port, int linkPort, String neighbour) {
        return "  %s: { host: 127.0.0.1, port: %d, linkPort: %d, httpPort: %d, neighbours: [%s] }%n"
                .formatted(name, port, linkPort, Ports.free(), neighbour);
    }

    private Program herd(Map<String, String> environment, String... arguments) {
        return Program.start(directory, environment, arguments);
    }

    private boolean isListening(int where) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), where)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** Connects again and again, as neighbours and clients do, until nobody listens. */
    private void knock(int where) {
        while (isListening(where)) {
            LockSupport.parkNanos(200_000);
        }
    }

    @Test
    void aStopWhileOthersConnectPrintsNothing() throws InterruptedException {
        for (int round = 0; round < 3; round++) {
            try (Program herd = herd(Map.of(), "up", "-c", "herd.yaml").awaitOutput("Ctrl-C")) {
                Thread clients = Thread.startVirtualThread(() -> knock(port));
                Thread neighbours = Thread.startVirtualThread(() -> knock(linkPort));
                assertThat(herd.terminate().exitCode()).isEqualTo(SIGTERM);
                clients.join();
                neighbours.join();
                assertThat(herd.errors()).isEmpty();
            }
        }
    }

    @Test
    void aSecondSignalEndsAtOnce() {
        Map<String, String> patient = Map.of("HERD_LIMITS_DRAIN", "1h", "HERD_LIMITS_UNKNOWN_WAIT", "1m");
        try (Program herd = herd(patient, "serve", "Goloman", "-c", "herd.yaml").awaitOutput("is ready");
                TestClient client = TestClient.connect("127.0.0.1", port)) {
            client.send("WHEREIS nobody\n");
            herd.terminate();
            Await.until("it takes nobody in any more", () -> !isListening(port));
            herd.terminate();
            assertThat(herd.exitCode()).isEqualTo(SIGTERM);
        }
    }
}
