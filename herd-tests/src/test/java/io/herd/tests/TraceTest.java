package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A report's way through the herd, as {@code grep kiwi logs/*.log} shows it. */
@ExtendWith(VertxExtension.class)
class TraceTest {
    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}[^ ]+ ";
    private static final String ADDRESS = "127\\.0\\.0\\.1:\\d+";

    @TempDir
    private Path logs;

    @Test
    void fiveLogsTellWhichWayAReportTook(Vertx vertx) {
        try (TestHerd herd = TestHerd.five(vertx, logs)) {
            // A link that opens later finds out that its neighbour knows the report already.
            herd.awaitLinks();
            assertThat(TestClient.ask(herd.server("Goloman"), "IAMAT kiwi +34.068930-118.445127 5"))
                    .startsWith("AT Goloman ");
            herd.awaitAgreement(1);
            String news = "AT kiwi Goloman \\+34\\.068930 -118\\.445127 \\+\\d+\\.\\d{9} 5";
            awaitLine("Goloman", ADDRESS + " < IAMAT kiwi \\+34\\.068930-118\\.445127 5");
            for (String neighbour : TestHerd.FIVE.get("Goloman")) {
                awaitLine("Goloman", ADDRESS + " " + neighbour + " > " + news);
                awaitLine(neighbour, ADDRESS + " Goloman < " + news);
            }
            awaitLine("Goloman", ADDRESS + " > AT Goloman .* kiwi .*");
            awaitLine("Holiday", ADDRESS + " Welsh > " + news);
            awaitLine("Welsh", ADDRESS + " Holiday < " + news);
        }
        assertThat(lines("Welsh"))
                .anyMatch(line -> line.matches(TIME + "INFO " + ADDRESS + " Holiday > HELLO 3 Welsh Holiday .*"))
                .anyMatch(line -> line.matches(TIME + "INFO " + ADDRESS + " Holiday < HELLO 3 Holiday Welsh .*"))
                .anyMatch(line -> line.matches(TIME + "INFO " + ADDRESS + " Holiday < PROOF .*"))
                .anyMatch(line -> line.matches(TIME + "INFO " + ADDRESS + " Holiday [<>] BYE .*"))
                .noneMatch(line -> line.matches(".* (BEAT|ASK|NODE|LEAF) .*"));
    }

    private void awaitLine(String server, String pattern) {
        Await.until(
                server + " logs " + pattern,
                () -> lines(server).stream().anyMatch(line -> line.matches(TIME + "INFO " + pattern)));
    }

    private List<String> lines(String server) {
        try {
            return Files.readAllLines(logs.resolve(server + ".log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
