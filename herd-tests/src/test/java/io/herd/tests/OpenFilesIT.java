package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that may open few files. */
class OpenFilesIT {
    private static final int FILES = 1024;
    /** More than are let in and told that there are too many. */
    private static final int CLIENTS = 700;

    @TempDir
    private Path directory;

    @Test
    void itTakesFewerConnectionsAndSaysSo() throws IOException {
        int port = Ports.free();
        Files.writeString(
                directory.resolve("herd.yaml"),
                "servers: { Goloman: { host: 127.0.0.1, port: %d, linkPort: %d, httpPort: %d } }"
                        .formatted(port, Ports.free(), Ports.free()));
        String launcher = "ulimit -n " + FILES + " && exec \"$0\" serve Goloman -c herd.yaml";
        List<TestClient> clients = new ArrayList<>();
        try (Program server = Program.start(
                        Path.of("bash"), directory, Map.of(), "-c", launcher, Program.LAUNCHER.toString())
                .awaitOutput("is ready")) {
            assertThat(directory.resolve("logs/Goloman.log"))
                    .content()
                    .contains("takes at most 448 connections of clients and 64 over HTTP")
                    .contains("this process may open " + FILES + " files");
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(TestClient.connect("127.0.0.1", port));
            }
            assertThat(clients.getFirst().send("IAMAT kiwi +1+1 5\n").line()).startsWith("AT Goloman ");
            clients.subList(1, clients.size()).forEach(TestClient::close);
            Await.until("there is room again", () -> {
                try (TestClient client = TestClient.connect("127.0.0.1", port)) {
                    return client.send("WHEREIS kiwi\n").line().startsWith("AT Goloman ");
                } catch (UncheckedIOException e) {
                    // It was turned away.
                    return false;
                }
            });
            assertThat(server.errors()).isEmpty();
        } finally {
            clients.forEach(TestClient::close);
        }
    }
}
