package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.config.ServerConfig;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus is told. */
@ExtendWith(VertxExtension.class)
class MetricsTest {
    private static final Pattern SAMPLE = Pattern.compile("([a-z0-9_]+)(\\{[^}]*})? (-?[0-9.E+-]+|NaN|\\+Inf)");

    private TestHerd herd;

    @BeforeEach
    void start(Vertx vertx, @TempDir Path logs) {
        herd = TestHerd.five(vertx, logs);
    }

    @AfterEach
    void stop() {
        herd.close();
    }

    private String metrics(String server) {
        return Http.get(herd.server(server), "/metrics").body();
    }

    private double value(String server, String sample) {
        return metrics(server)
                .lines()
                .filter(line -> line.startsWith(sample + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(sample.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + sample + " in " + metrics(server)));
    }

    @Test
    void everyLineIsOneOfPrometheusAndNamesTheServer() {
        var answer = Http.get(herd.server("Welsh"), "/metrics");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().map())
                .containsEntry("content-type", List.of("text/plain; version=0.0.4; charset=utf-8"));
        List<String> samples =
                answer.body().lines().filter(line -> !line.startsWith("# ")).toList();
        assertThat(samples)
                .isNotEmpty()
                .allMatch(line -> SAMPLE.matcher(line).matches())
                .allMatch(line -> line.contains("server=\"Welsh\""));
    }

    @Test
    void whatClientsAskMovesTheCounters() {
        ServerConfig goloman = herd.server("Goloman");
        long farAhead = System.currentTimeMillis() / 1000 + 48 * 3600;
        for (String command : List.of(
                "IAMAT kiwi +34.068930-118.445127 5",
                "IAMAT kiwi +34.068930-118.445127 4",
                "WHEREIS kiwi",
                "WHATSAT kiwi 10 5",
                "WHEREIS nobody",
                "IAMAT kiwi +1+1 " + farAhead,
                "hello",
                "x".repeat(9000))) {
            assertThat(TestClient.ask(goloman, command)).isNotEmpty();
        }
        herd.awaitAgreement(1);
        Map.of(
                        "herd_clients{server=\"Goloman\"}", 1.0,
                        "herd_reports_total{kind=\"news\",server=\"Goloman\"}", 1.0,
                        "herd_reports_total{kind=\"stale\",server=\"Goloman\"}", 1.0,
                        "herd_questions_total{command=\"WHATSAT\",server=\"Goloman\"}", 1.0,
                        "herd_questions_total{command=\"WHEREIS\",server=\"Goloman\"}", 1.0,
                        "herd_invalid_commands_total{reason=\"malformed\",server=\"Goloman\"}", 1.0,
                        "herd_invalid_commands_total{reason=\"from_the_future\",server=\"Goloman\"}", 1.0,
                        "herd_invalid_commands_total{reason=\"unknown_client\",server=\"Goloman\"}", 1.0,
                        "herd_invalid_commands_total{reason=\"overlong_line\",server=\"Goloman\"}", 1.0,
                        "herd_places_seconds_count{server=\"Goloman\"}", 1.0)
                .forEach((sample, value) ->
                        assertThat(value("Goloman", sample)).as(sample).isEqualTo(value));
        assertThat(value("Goloman", "herd_link_told_total{neighbour=\"Holiday\",server=\"Goloman\"}"))
                .isEqualTo(1);
        assertThat(value("Welsh", "herd_link_news_total{neighbour=\"Holiday\",server=\"Welsh\"}"))
                .isEqualTo(1);
        assertThat(value("Welsh", "herd_root{server=\"Welsh\"}"))
                .isEqualTo(value("Hands", "herd_root{server=\"Hands\"}"))
                .isPositive();
    }

    @Test
    void linksAndConnectionsAreToldOfAsTheyAre() {
        Await.until(
                "Welsh is linked both ways",
                () -> value("Welsh", "herd_link_open{neighbour=\"Holiday\",server=\"Welsh\"}") == 1
                        && value("Welsh", "herd_link_accepted{neighbour=\"Holiday\",server=\"Welsh\"}") == 1);
        assertThat(value("Welsh", "herd_connections{server=\"Welsh\"}")).isZero();
        try (TestClient client = TestClient.connect(herd.server("Welsh"))) {
            assertThat(client.send("WHEREIS nobody\n").line()).startsWith("? ");
            assertThat(value("Welsh", "herd_connections{server=\"Welsh\"}")).isEqualTo(1);
        }
        herd.stop("Holiday");
        Await.until(
                "Welsh has neither link nor client",
                () -> value("Welsh", "herd_link_open{neighbour=\"Holiday\",server=\"Welsh\"}") == 0
                        && value("Welsh", "herd_connections{server=\"Welsh\"}") == 0);
    }

    @Test
    void readinessIsAMetricToo() {
        Await.until("Welsh is ready", () -> value("Welsh", "herd_ready{server=\"Welsh\"}") == 1);
    }

    @Test
    void eventLoopsAreMeasured() {
        Await.until(
                "a task was late by so much",
                () -> value("Welsh", "herd_event_loop_delay_seconds_count{server=\"Welsh\"}") > 0);
    }
}
