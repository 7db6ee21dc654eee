package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.config.ConnectionLimits;
import io.herd.config.LimitsConfig;
import io.herd.config.PlacesConfig;
import io.herd.config.WatchLimits;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Whether a server says that it is well. */
@ExtendWith(VertxExtension.class)
class HealthTest {
    /** Questions about clients that nobody reported are under way for as long as a test needs them. */
    private static final LimitsConfig PATIENT = new LimitsConfig(
            8192,
            Duration.ZERO,
            10,
            Duration.ofMinutes(1),
            Duration.ofSeconds(20),
            10,
            0,
            0,
            ConnectionLimits.DEFAULT,
            WatchLimits.DEFAULT);

    @TempDir
    private Path logs;

    private TestHerd herd;

    @BeforeEach
    void prepare(Vertx vertx) {
        herd = TestHerd.of(vertx, logs, TestHerd.FIVE, PATIENT, TestHerd.places(PlacesConfig.Provider.GAZETTEER, null));
    }

    @AfterEach
    void stop() {
        herd.close();
    }

    private HttpResponse<String> health(String server, String path) {
        return Http.get(herd.server(server), path);
    }

    private static String check(HttpResponse<String> answer, String name) {
        JsonArray checks = new JsonObject(answer.body()).getJsonArray("checks");
        return checks.stream()
                .map(JsonObject.class::cast)
                .filter(each -> each.getString("id").equals(name))
                .map(each -> each.getString("status"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aServerIsReadyOnceItHasTriedAllNeighboursThoughNoneAnswers() throws IOException {
        var mute = new ServerSocket(herd.server("Holiday").linkPort(), 1, InetAddress.getLoopbackAddress());
        try (mute) {
            herd.listen("Welsh");
            assertThat(health("Welsh", "/health/live").statusCode()).isEqualTo(200);
            HttpResponse<String> early = health("Welsh", "/health/ready");
            assertThat(early.statusCode()).isEqualTo(503);
            assertThat(check(early, "listens")).isEqualTo("UP");
            assertThat(check(early, "linked")).isEqualTo("DOWN");
            assertThat(check(early, "stays")).isEqualTo("UP");
        }
        herd.link("Welsh");
        HttpResponse<String> ready = health("Welsh", "/health/ready");
        assertThat(ready.statusCode()).isEqualTo(200);
        assertThat(check(ready, "linked")).isEqualTo("UP");
    }

    @Test
    void aServerWithADamagedJournalIsReadyOnceANeighbourHasToldItWhatIsMissing() throws IOException {
        herd.start("Holiday", "Welsh");
        assertThat(TestClient.ask(herd.server("Welsh"), "IAMAT kiwi +1+1 5")).startsWith("AT Welsh");
        herd.awaitAgreement(1);
        herd.stop("Holiday");
        herd.stop("Welsh");
        Path log = logs.resolve("journal/Welsh/00000001.log");
        byte[] content = Files.readAllBytes(log);
        Arrays.fill(content, (byte) 0);
        Files.write(log, content);

        herd.start("Welsh");
        HttpResponse<String> alone = health("Welsh", "/health/ready");
        assertThat(alone.statusCode()).isEqualTo(503);
        assertThat(check(alone, "linked")).isEqualTo("UP");
        assertThat(check(alone, "caught up")).isEqualTo("DOWN");

        herd.start("Holiday");
        Await.until("Welsh is ready", () -> health("Welsh", "/health/ready").statusCode() == 200);
        assertThat(TestClient.ask(herd.server("Welsh"), "WHEREIS kiwi")).startsWith("AT Welsh");
    }

    @Test
    void aServerThatStopsSendsClientsElsewhereWhileItAnswersThoseItHas() throws InterruptedException {
        herd.start("Welsh");
        Thread stop;
        try (TestClient client = TestClient.connect(herd.server("Welsh"))) {
            assertThat(client.send("IAMAT kiwi +1+1 5\nWHEREIS nobody\n").line())
                    .startsWith("AT Welsh");
            stop = Thread.startVirtualThread(() -> herd.stop("Welsh"));
            Await.until(
                    "Welsh is not ready", () -> health("Welsh", "/health/ready").statusCode() == 503);
            assertThat(check(health("Welsh", "/health/ready"), "stays")).isEqualTo("DOWN");
            assertThat(health("Welsh", "/health/live").statusCode()).isEqualTo(200);
        }
        stop.join();
    }
}
