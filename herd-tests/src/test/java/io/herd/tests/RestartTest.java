package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A herd of which no server runs any more remembers nevertheless. */
class RestartTest {
    private static final String[] ALL = TestHerd.FIVE.keySet().toArray(String[]::new);

    private Vertx vertx;
    private TestHerd herd;

    @BeforeEach
    void start(@TempDir Path directory) {
        vertx = Vertx.vertx();
        herd = TestHerd.five(vertx, directory);
    }

    @AfterEach
    void end() {
        herd.close();
        var _ = vertx.close().await();
    }

    private String ask(String server, String command) {
        return TestClient.ask(herd.server(server), command);
    }

    @Test
    void serversThatWereAllStoppedKnowEveryClientAgain() {
        String reply = ask("Goloman", "IAMAT kiwi +34.068930-118.445127 1520023934.918963997");
        String other = ask("Welsh", "IAMAT emu +1.5-2.5 1520023935");
        herd.awaitAgreement(2);
        String root = herd.status("Hands").root();
        for (String server : ALL) {
            herd.stop(server);
        }

        herd.start("Welsh");

        assertThat(ask("Welsh", "WHEREIS kiwi")).isEqualTo(reply);
        assertThat(ask("Welsh", "WHEREIS emu")).isEqualTo(other);
        assertThat(herd.status("Welsh").root()).isEqualTo(root);
    }
}
