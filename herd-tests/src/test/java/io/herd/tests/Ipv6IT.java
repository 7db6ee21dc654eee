package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A herd whose servers have addresses of IPv6. */
class Ipv6IT {
    @TempDir
    private Path directory;

    @Test
    void serversOfIpv6LinkAnswerAndTellHowTheyStand() throws IOException {
        assumeTrue(hasIpv6());
        int port = Ports.free();
        Files.writeString(directory.resolve("herd.yaml"), """
                servers:
                  Goloman:
                    host: ::1
                    port: %d
                    linkPort: %d
                    httpPort: %d
                    neighbours: [Hands]
                  Hands: { host: "[::1]", port: %d, linkPort: %d, httpPort: %d, neighbours: [Goloman] }
                """.formatted(
                        port, Ports.free(), Ports.free(), Ports.free(), Ports.free(), Ports.free()));
        try (Program herd =
                Program.start(directory, Map.of(), "up", "-c", "herd.yaml").awaitOutput("Ctrl-C")) {
            assertThat(herd.output()).anyMatch(line -> line.contains("[::1]:" + port));
            try (TestClient client = TestClient.connect("::1", port)) {
                client.send("IAMAT kiwi +34.068930-118.445127 5\nWHATSAT kiwi 10 5\n");
                assertThat(client.line()).startsWith("AT Goloman ");
                assertThat(client.line()).startsWith("AT Goloman ");
                assertThat(client.document()).contains("\"status\":\"OK\"");
            }
            Await.until("both agree", () -> {
                try (Program status = Program.start(directory, Map.of(), "status", "-c", "herd.yaml")) {
                    return status.exitCode() == 0;
                }
            });
            assertThat(herd.errors()).isEmpty();
        }
    }

    private static boolean hasIpv6() {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("::1"))) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
