package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.config.ExpiryConfig;
import io.herd.config.ServerConfig;
import io.herd.server.web.ClientsService;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients are deleted and expire, on all servers of a herd. */
@ExtendWith(VertxExtension.class)
class ForgettingTest {
    private static final ExpiryConfig FOR_EVER = ExpiryConfig.DEFAULT;

    private static HttpResponse<String> delete(ServerConfig server, String segment) {
        return Http.request("DELETE", server, ClientsService.PATH + segment);
    }

    private static String now() {
        Instant now = Instant.now();
        return now.getEpochSecond() + "." + "%09d".formatted(now.getNano());
    }

    private static boolean isKnown(TestHerd herd, String server, String client) {
        return !TestClient.ask(herd.server(server), "WHEREIS " + client).startsWith("?");
    }

    @Test
    void whatIsDeletedAtOneServerIsUnknownToAllAndToOneThatWasAwayUntilItReportsAgain(Vertx vertx, @TempDir Path logs) {
        try (TestHerd herd = TestHerd.five(vertx, logs, FOR_EVER)) {
            String old = "IAMAT kiwi +1+1 " + now();
            assertThat(TestClient.ask(herd.server("Goloman"), old)).startsWith("AT Goloman");
            herd.awaitAgreement(1);
            // The only neighbour of Welsh.
            herd.stop("Holiday");
            assertThat(delete(herd.server("Hands"), "kiwi").statusCode()).isEqualTo(204);
            Await.until("Goloman has heard of it", () -> !isKnown(herd, "Goloman", "kiwi"));
            assertThat(isKnown(herd, "Welsh", "kiwi")).isTrue();
            herd.start("Holiday");
            herd.awaitAgreement(0);
            for (ServerConfig server : herd.servers()) {
                assertThat(TestClient.ask(server, "WHATSAT kiwi 1 1")).startsWith("? ");
                assertThat(TestClient.ask(server, old)).isEqualTo("? " + old);
            }
            assertThat(TestClient.ask(herd.server("Welsh"), "IAMAT kiwi +2+2 " + now()))
                    .startsWith("AT Welsh");
            herd.awaitAgreement(1);
        }
    }

    @Test
    void aClientIsForgottenEverywhereOnceItsTimeHasPassed(Vertx vertx, @TempDir Path logs) {
        try (TestHerd herd = TestHerd.five(vertx, logs, new ExpiryConfig(Duration.ofSeconds(2), Duration.ofDays(1)))) {
            String report = "IAMAT kiwi +1+1 " + now();
            assertThat(TestClient.ask(herd.server("Goloman"), report)).startsWith("AT Goloman");
            Await.until("Welsh knows it", () -> isKnown(herd, "Welsh", "kiwi"));
            herd.awaitAgreement(0);
            for (ServerConfig server : herd.servers()) {
                assertThat(TestClient.ask(server, report)).isEqualTo("? " + report);
                assertThat(herd.status(server.name()).commands().get("expired")).isEqualTo(1);
            }
        }
    }

    @Test
    void anUnknownClientCanBeDeletedToo(Vertx vertx, @TempDir Path logs) {
        try (TestHerd herd = TestHerd.five(vertx, logs, FOR_EVER)) {
            assertThat(delete(herd.server("Hands"), "kiwi").statusCode()).isEqualTo(204);
            assertThat(TestClient.ask(herd.server("Hands"), "IAMAT kiwi +1+1 1500000000"))
                    .startsWith("? ");
            assertThat(herd.status("Hands").commands().get("deleted")).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"%6biwi, kiwi", "a%2Fb, a/b", "a/b, a/b", "%3f%25, ?%"})
    void namesArePercentEncoded(String segment, String client, Vertx vertx, @TempDir Path logs) {
        try (TestHerd herd = TestHerd.five(vertx, logs, FOR_EVER)) {
            ServerConfig goloman = herd.server("Goloman");
            assertThat(TestClient.ask(goloman, "IAMAT " + client + " +1+1 1500000000"))
                    .startsWith("AT ");
            assertThat(delete(goloman, segment).statusCode()).isEqualTo(204);
            assertThat(isKnown(herd, "Goloman", client)).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/a%20b", "/%0a"})
    void whatIsNoNameIsRefused(String end, Vertx vertx, @TempDir Path logs) {
        try (TestHerd herd = TestHerd.five(vertx, logs, FOR_EVER)) {
            HttpResponse<String> answer = Http.request("DELETE", herd.server("Goloman"), "/api/v1/clients" + end);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
        }
    }
}
