package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.access.Credentials;
import io.herd.access.Scope;
import io.herd.config.AccessConfig;
import io.herd.config.JwtConfig;
import io.herd.config.ServerConfig;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Clients that try to learn or to do what their tokens do not permit, or to have secrets written down. */
@ExtendWith(VertxExtension.class)
class HostileClientsTest {
    private static final String KEY = "the key of the herd of this test";
    private static final Credentials CREDENTIALS = new Credentials(KEY);
    private static final String READER = CREDENTIALS.token("READER");
    private static final String SENSOR = CREDENTIALS.token("SENSER");
    private static final String PHONE = CREDENTIALS.token("PHANE0");

    @TempDir
    private Path directory;

    private TestHerd herd;
    private ServerConfig server;

    @BeforeEach
    void start(Vertx vertx) throws IOException {
        Path tokens = directory.resolve("tokens");
        Files.writeString(tokens, """
                READER reader read=*
                SENSER sensor report=*
                PHANE0 phone report=kiwi read=kiwi
                """);
        herd = TestHerd.guarded(
                vertx,
                directory,
                new AccessConfig(
                        EnumSet.noneOf(Scope.class), List.of(), KEY, tokens.toString(), JwtConfig.DEFAULT, List.of()));
        server = herd.server("Goloman");
    }

    @AfterEach
    void stop() {
        herd.close();
    }

    private HttpResponse<String> ask(String method, String path, String token) {
        return Http.request(method, server.httpPort(), path, "", "Authorization", "Bearer " + token);
    }

    private JsonObject report(String token, String json) {
        return new JsonObject(Http.request(
                        "POST",
                        server.httpPort(),
                        "/api/v1/reports",
                        json,
                        "Authorization",
                        "Bearer " + token,
                        "Content-Type",
                        "application/json")
                .body());
    }

    @Test
    void howAPathIsWrittenPermitsNothing() {
        for (String path : List.of("/status", "/metrics")) {
            for (String written : List.of(
                    "%s",
                    "%s/",
                    "%s//",
                    "/%s",
                    "%s/.",
                    "/api/v1/..%s/",
                    "/api/v1/..%s",
                    "%s%%2F",
                    "%s?a",
                    "/t/" + READER + "%s/",
                    "/t/" + READER + "/t/" + READER + "%s/",
                    "/t/" + READER + "/api/v1/../..%s/",
                    "/t/" + READER + "/%s/")) {
                String asked = written.formatted(path);
                assertThat(ask("GET", asked, READER).statusCode()).as(asked).isIn(400, 401, 403, 404);
                assertThat(ask("HEAD", asked, READER).statusCode()).as(asked).isIn(400, 401, 403, 404);
                assertThat(ask("OPTIONS", asked, READER).body()).as(asked).doesNotContain("herd_", "links");
            }
        }
    }

    @Test
    void anOldReportDoesNotTellWhereTheClientIs() {
        JsonObject first = report(PHONE, "{\"client\":\"kiwi\",\"latitude\":34.5,\"longitude\":-118.5,\"time\":2}");
        assertThat(first.getString("result")).isEqualTo("accepted");
        String old = "{\"client\":\"kiwi\",\"latitude\":1,\"longitude\":1,\"time\":1}";
        assertThat(report(PHONE, old).encode()).contains("34.5");
        assertThat(report(SENSOR, old).encode())
                .contains("\"result\":\"stale\"", "kiwi +01+001 1")
                .doesNotContain("34.5");
        assertThat(report(SENSOR, "[" + old + "]").encode())
                .contains("\"result\":\"stale\"", "kiwi +01+001 1")
                .doesNotContain("34.5");
    }

    @Test
    void credentialsAreNotWrittenDown() throws IOException {
        String padded = READER + " ".repeat(9_000);
        List<String> lines = List.of(
                "AUTH " + READER + "\n",
                "auth " + READER + "\n",
                "\t AUTH  " + READER + " x\n",
                "AUTH" + READER + "\n",
                "AUTH x\nAUTH " + READER + "\nWHEREIS kiwi\n",
                "Authorization: Bearer " + READER + "\n",
                "AUTH " + padded + "\n");
        for (String each : lines) {
            try (TestClient client = TestClient.connect(server)) {
                String answer = client.send(each).line();
                assertThat(answer).startsWith(each.equals(lines.getFirst()) ? "AUTH reader" : "? AUTH");
                assertThat(answer).doesNotContain(READER);
            }
        }
        for (String path : List.of("/t/" + READER + "/status", "/t/" + READER + "x/", "/x/../t/" + READER)) {
            assertThat(ask("GET", path, READER).body()).doesNotContain(READER);
        }
        assertThat(TestClient.ask(server, "the last line")).isEqualTo("? the last line");
        Await.until("the last line is logged", () -> logged().contains("the last line"));
        assertThat(logged()).doesNotContainIgnoringCase(READER);
    }

    private String logged() {
        try {
            return Files.readString(directory.resolve("Goloman.log"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
