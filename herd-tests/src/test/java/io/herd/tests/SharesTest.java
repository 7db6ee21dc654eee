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
import java.net.http.HttpResponse;
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

/** Who may share which client over HTTP, and what a share shows. */
@ExtendWith(VertxExtension.class)
class SharesTest {
    private static final Credentials CREDENTIALS = new Credentials("a key for the tests only");
    private static final String DISPATCHER = CREDENTIALS.token("K1S100");
    private static final String GUARD = CREDENTIALS.token("K1S200");

    private TestHerd herd;
    private ServerConfig server;

    @BeforeEach
    void start(Vertx vertx, @TempDir Path directory) throws IOException {
        Path tokens = directory.resolve("tokens");
        Files.writeString(tokens, """
                K1S100 dispatcher read=family/* report=* administer
                K1S200 guard read-area=+34-118/100 administer
                """);
        herd = TestHerd.guarded(
                vertx,
                directory,
                new AccessConfig(
                        EnumSet.noneOf(Scope.class),
                        List.of(),
                        "a key for the tests only",
                        tokens.toString(),
                        JwtConfig.DEFAULT,
                        List.of()));
        server = herd.server("Goloman");
        for (String name : List.of("family/car", "family/bike", "work/van")) {
            String report = "{\"client\":\"%s\",\"latitude\":34,\"longitude\":-118}".formatted(name);
            assertThat(send(DISPATCHER, "POST", "/api/v1/reports", report).statusCode())
                    .isEqualTo(200);
        }
    }

    @AfterEach
    void stop() {
        herd.close();
    }

    private HttpResponse<String> send(String token, String method, String path, String body) {
        return Http.request(
                method,
                server.httpPort(),
                path,
                body,
                "Content-Type",
                "application/json",
                "Authorization",
                "Bearer " + token);
    }

    private HttpResponse<String> share(String token, String segment) {
        return send(token, "POST", "/api/v1/clients/" + segment + "/shares", "{\"seconds\":60}");
    }

    private int status(String path) {
        return Http.get(server, path).statusCode();
    }

    @Test
    void aShareShowsItsClientAlone() {
        var share = new JsonObject(share(DISPATCHER, "family%2Fcar").body());
        assertThat(Instant.parse(share.getString("until")))
                .isBetween(Instant.now(), Instant.now().plusSeconds(60));
        String clients = share.getString("path") + "api/v1/clients/";
        assertThat(status(clients + "family%2Fcar")).isEqualTo(200);
        assertThat(status(clients + "family%2Fbike")).isEqualTo(404);
        assertThat(status(share.getString("path") + "status")).isEqualTo(403);
        var again = Http.request(
                "POST",
                server.httpPort(),
                clients + "family%2Fcar/shares",
                "{\"seconds\":60}",
                "Content-Type",
                "application/json");
        assertThat(again.statusCode()).isEqualTo(403);
    }

    @Test
    void onlyWhoMayReadAClientEverywhereMayShareIt() {
        assertThat(share(DISPATCHER, "work%2Fvan").statusCode()).isEqualTo(404);
        assertThat(send(GUARD, "GET", "/api/v1/clients/work%2Fvan", "").statusCode())
                .isEqualTo(200);
        assertThat(share(GUARD, "work%2Fvan").statusCode()).isEqualTo(403);
    }
}
