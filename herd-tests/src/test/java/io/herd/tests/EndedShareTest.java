package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.access.Credentials;
import io.herd.access.Scope;
import io.herd.config.AccessConfig;
import io.herd.config.JwtConfig;
import io.herd.config.ServerConfig;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What people see who open the address of a share that has ended, and that programs are told the same as ever. */
@ExtendWith(VertxExtension.class)
class EndedShareTest {
    private static final String KEY = "a key for the tests only";
    private static final String MONITOR = new Credentials(KEY).token("K1S100");
    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    private TestHerd herd;
    private ServerConfig server;

    @BeforeEach
    void start(Vertx vertx, @TempDir Path directory) throws IOException {
        Path tokens = directory.resolve("tokens");
        Files.writeString(tokens, "K1S100 prometheus monitor\n");
        var access = new AccessConfig(
                EnumSet.noneOf(Scope.class), List.of(), KEY, tokens.toString(), JwtConfig.DEFAULT, List.of());
        herd = TestHerd.guarded(vertx, directory, access);
        server = herd.server("Goloman");
    }

    @AfterEach
    void stop() {
        herd.close();
    }

    private static String share(long secondsFromNow) {
        return URLEncoder.encode(
                new Credentials(KEY).share("kiwi", Instant.now().getEpochSecond() + secondsFromNow),
                StandardCharsets.UTF_8);
    }

    private HttpResponse<String> request(String method, String path, String accept) {
        return Http.request(method, server.httpPort(), path, "", "Accept", accept);
    }

    @Test
    void aBrowserShowsAPageAndAsksForNoPassword() {
        for (String share : List.of(share(-60), "nothing")) {
            HttpResponse<String> answer = request("GET", "/t/" + share + "/", BROWSER);
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body()).startsWith("<!DOCTYPE html>").contains("This link has ended");
            assertThat(answer.headers().map())
                    .containsEntry("content-type", List.of("text/html; charset=utf-8"))
                    .containsEntry("cache-control", List.of("no-store"))
                    .containsEntry("www-authenticate", List.of("Bearer realm=\"herd\""));
            assertThat(request("HEAD", "/t/" + share + "/", BROWSER).statusCode())
                    .isEqualTo(401);
        }
        assertThat(Http.request("GET", server.httpPort(), "/status", "", "Authorization", "Bearer " + MONITOR)
                        .body())
                .contains("\"http_unauthenticated\":4,");
        assertThat(request("GET", "/t/" + share(60) + "/", BROWSER).body()).contains("<title>Server herd</title>");
    }

    @Test
    void programsAreToldAProblem() {
        String path = "/t/" + share(-60) + "/api/v1/clients/kiwi";
        for (HttpResponse<String> answer : List.of(
                request("GET", path, "application/json"),
                request("GET", path, "*/*"),
                request("DELETE", path, BROWSER))) {
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body()).contains("\"reason\":\"unauthenticated\"");
        }
    }
}
