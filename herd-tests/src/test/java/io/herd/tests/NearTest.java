package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.config.ExpiryConfig;
import io.herd.server.web.ClientsService;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which clients are near another, asked at any server. */
@ExtendWith(VertxExtension.class)
class NearTest {
    private static List<String> near(TestHerd herd, String server, String client, String radius, int limit) {
        try (TestClient asking = TestClient.connect(herd.server(server))) {
            return asking.send("NEAR %s %s %d\n".formatted(client, radius, limit))
                    .document()
                    .lines()
                    .map(line -> line.split(" ", -1)[3])
                    .toList();
        }
    }

    private static void report(TestHerd herd, String server, String client, String location, long time) {
        assertThat(TestClient.ask(herd.server(server), "IAMAT %s %s %d".formatted(client, location, time)))
                .startsWith("AT " + server);
    }

    @Test
    void theNearestComeFirstWhoeverTookTheirReports(Vertx vertx, @TempDir Path logs) {
        try (TestHerd herd = TestHerd.five(vertx, logs)) {
            report(herd, "Goloman", "kiwi", "+10+179.999", 1);
            report(herd, "Hands", "far", "+10.009+179.999", 1);
            report(herd, "Wilkes", "emu", "+10-179.999", 1);
            report(herd, "Holiday", "moa", "+10.001+179.999", 1);
            report(herd, "Welsh", "elsewhere", "-10+0", 1);
            herd.awaitAgreement(5);
            assertThat(near(herd, "Welsh", "kiwi", "1", 10)).containsExactly("kiwi", "moa", "emu");
            assertThat(near(herd, "Welsh", "kiwi", "1.001", 2)).containsExactly("kiwi", "moa", "emu");
            assertThat(near(herd, "Welsh", "kiwi", "1.5", 1)).containsExactly("kiwi", "moa");
            assertThat(near(herd, "Welsh", "kiwi", "20037", 100))
                    .containsExactly("kiwi", "moa", "emu", "far", "elsewhere");
            assertThat(near(herd, "Hands", "elsewhere", "5", 3)).containsExactly("elsewhere");

            report(herd, "Goloman", "elsewhere", "+10+180", 2);
            assertThat(Http.request("DELETE", herd.server("Hands"), ClientsService.PATH + "moa")
                            .statusCode())
                    .isEqualTo(204);
            Await.until(
                    "Welsh has seen both",
                    () -> near(herd, "Welsh", "kiwi", "1", 10).equals(List.of("kiwi", "elsewhere", "emu")));
            assertThat(herd.status("Welsh").commands().get("nears")).isGreaterThan(4);
        }
    }

    @Test
    void whoIsExpiredIsNearNobody(Vertx vertx, @TempDir Path logs) {
        try (TestHerd herd = TestHerd.five(vertx, logs, new ExpiryConfig(Duration.ofSeconds(2), Duration.ofDays(1)))) {
            long now = System.currentTimeMillis() / 1_000;
            report(herd, "Goloman", "emu", "+10+20", now);
            report(herd, "Goloman", "kiwi", "+10+20", now + 3_600);
            assertThat(near(herd, "Goloman", "kiwi", "1", 10)).contains("kiwi");
            Await.until(
                    "the emu is forgotten",
                    () -> near(herd, "Goloman", "kiwi", "1", 10).equals(List.of("kiwi")));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NEAR",
                "NEAR kiwi",
                "NEAR kiwi 10",
                "NEAR kiwi 0 5",
                "NEAR kiwi -1 5",
                "NEAR kiwi 20038 5",
                "NEAR kiwi 10 0",
                "NEAR kiwi 10 101",
                "NEAR kiwi 10 5 5",
                "NEAR kiwi 1e1 5",
                "near kiwi 10 5",
                "NEAR nobody 10 5"
            })
    void whatIsNoQuestionIsRefused(String command, Vertx vertx, @TempDir Path logs) {
        try (TestHerd herd = TestHerd.five(vertx, logs)) {
            report(herd, "Goloman", "kiwi", "+10+20", 1);
            assertThat(TestClient.ask(herd.server("Goloman"), command)).isEqualTo("? " + command);
        }
    }
}
