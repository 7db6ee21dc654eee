package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.config.LimitsConfig;
import io.herd.config.PlacesConfig;
import io.herd.config.ServerConfig;
import io.herd.server.web.StatusService;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a client hears, and when, while Places is slow, broken, empty, or refuses. */
@ExtendWith(VertxExtension.class)
class PlacesTroubleTest {
    private static final Duration DEADLINE = Duration.ofSeconds(2);

    private static final String KEY = "the-secret-key";

    @TempDir
    private Path logs;

    private HttpServer google;
    private volatile Handler<HttpServerRequest> answer;
    private TestHerd herd;
    private ServerConfig goloman;
    private String at;

    @BeforeEach
    void start(Vertx vertx) {
        google = vertx.createHttpServer()
                .requestHandler(request -> answer.handle(request))
                .listen(0, "127.0.0.1")
                .await();
        var places = new PlacesConfig(
                PlacesConfig.Provider.GOOGLE_LEGACY,
                "http://127.0.0.1:" + google.actualPort(),
                KEY,
                DEADLINE,
                4,
                1 << 20);
        herd = TestHerd.one(vertx, logs, LimitsConfig.DEFAULT, places);
        goloman = herd.server("Goloman");
        at = TestClient.ask(goloman, "IAMAT kiwi +34.068930-118.445127 5");
    }

    /** Whatever happened: the key is in none of what the server wrote or told. */
    @AfterEach
    void stop() throws IOException {
        assertThat(Http.get(goloman, StatusService.PATH).body()).doesNotContain(KEY);
        herd.close();
        google.close().await();
        try (Stream<Path> files = Files.list(logs)) {
            List<Path> written = files.filter(Files::isRegularFile).toList();
            assertThat(written).isNotEmpty();
            assertThat(written).allSatisfy(file -> assertThat(file).content().doesNotContain(KEY));
        }
    }

    private JsonObject whatsat() {
        try (TestClient client = TestClient.connect(goloman)) {
            assertThat(client.send("WHATSAT kiwi 10 5\n").line()).isEqualTo(at);
            return new JsonObject(client.document());
        }
    }

    private void assertTrouble(String status) {
        JsonObject document = whatsat();
        assertThat(document.getString("status")).isEqualTo(status);
        assertThat(document.getJsonArray("results")).isEmpty();
        assertThat(document.getString("error_message")).isNotBlank().doesNotContain(KEY);
    }

    @Test
    void aGoodAnswerIsPassedOnAndTheKeyWithTheQuestion() {
        answer = request -> {
            assertThat(request.getParam("key")).isEqualTo(KEY);
            request.response().end("""
                    {"html_attributions":["by hand"],"results":[
                     {"name":"near","geometry":{"location":{"lat":34.07,"lng":-118.44}}},
                     {"name":"nearer","geometry":{"location":{"lat":34.069,"lng":-118.445}}},
                     {"name":"far","geometry":{"location":{"lat":35,"lng":-118}}}],"status":"OK"}
                    """);
        };
        JsonObject document = whatsat();
        assertThat(document.getString("status")).isEqualTo("OK");
        assertThat(document.getJsonArray("html_attributions")).containsExactly("by hand");
        assertThat(document.getJsonArray("results").stream().map(result -> ((JsonObject) result).getString("name")))
                .containsExactly("nearer", "near");
    }

    @Test
    void nothingFoundIsZeroResults() {
        answer = request ->
                request.response().end("{\"html_attributions\":[],\"results\":[],\"status\":\"ZERO_RESULTS\"}");
        JsonObject document = whatsat();
        assertThat(document.getString("status")).isEqualTo("ZERO_RESULTS");
        assertThat(document.getJsonArray("results")).isEmpty();
    }

    @Test
    void googlesErrorsKeepTheirNames() {
        // The last one opens the circuit breaker.
        for (String status : new String[] {"INVALID_REQUEST", "UNKNOWN_ERROR", "OVER_QUERY_LIMIT"}) {
            answer = request -> request.response()
                    .end("{\"results\":[],\"status\":\"" + status + "\",\"error_message\":\"because\"}");
            assertTrouble(status);
        }
    }

    @Test
    void nonsenseIsAnUnknownError() {
        answer = request -> request.response().end("<html>" + "nonsense ".repeat(10_000));
        assertTrouble("UNKNOWN_ERROR");
        answer = request -> request.response().setStatusCode(500).end();
        assertTrouble("UNKNOWN_ERROR");
        answer = request -> request.connection().close();
        assertTrouble("UNKNOWN_ERROR");
    }

    @Test
    void aSlowPlacesIsGivenUpAtTheDeadlineAndHoldsUpNobody() {
        answer = request -> {};
        try (TestClient client = TestClient.connect(goloman)) {
            long start = System.nanoTime();
            client.send("WHATSAT kiwi 10 5\nWHEREIS kiwi\n");
            assertThat(TestClient.ask(goloman, "WHEREIS kiwi")).isEqualTo(at);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(DEADLINE);
            assertThat(client.line()).isEqualTo(at);
            assertThat(new JsonObject(client.document()).getString("status")).isEqualTo("UNKNOWN_ERROR");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(DEADLINE, DEADLINE.multipliedBy(4));
            assertThat(client.line()).isEqualTo(at);
        }
    }

    @Test
    void aPlacesThatIsDownIsAnUnknownError() {
        google.close().await();
        assertTrouble("UNKNOWN_ERROR");
    }
}
