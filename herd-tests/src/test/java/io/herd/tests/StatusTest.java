package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.config.ServerConfig;
import io.herd.server.web.LinkEntry;
import io.herd.server.web.ServerStatus;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the five servers say of themselves at {@code /status}. */
@ExtendWith(VertxExtension.class)
class StatusTest {
    private TestHerd herd;

    @BeforeEach
    void start(Vertx vertx, @TempDir Path logs) {
        herd = TestHerd.five(vertx, logs);
    }

    @AfterEach
    void stop() {
        herd.close();
    }

    private LinkEntry link(String server, String neighbour) {
        return herd.status(server).links().stream()
                .filter(each -> each.neighbour().equals(neighbour))
                .findFirst()
                .orElseThrow();
    }

    /** Between two neighbours there are two links, each of which opens when it will. */
    private void awaitLinks() {
        for (ServerConfig server : herd.servers()) {
            Await.until(
                    server.name() + " is linked both ways",
                    () -> herd.status(server.name()).links().stream()
                            .allMatch(link -> link.state().equals("open") && link.accepted()));
        }
    }

    @Test
    void theDocumentHasWhatIsPromised() {
        awaitLinks();
        var answer = Http.get(herd.server("Welsh"), "/status");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().map())
                .containsEntry("content-type", List.of("application/json"))
                .containsEntry("cache-control", List.of("no-store"));
        var json = new JsonObject(answer.body());
        assertThat(json.getLong("uptime_ms")).isPositive();
        json.remove("uptime_ms");
        JsonObject holiday = json.getJsonArray("links").getJsonObject(0);
        assertThat(holiday.getLong("state_ms")).isNotNegative();
        holiday.remove("state_ms");
        assertThat(json.getLong("horizon_ms")).isPositive();
        json.remove("horizon_ms");
        assertThat(json.getString("digest_key"))
                .isEqualTo(holiday.getString("key"))
                .matches("[0-9a-f]{4}");
        json.remove("digest_key");
        JsonObject journal = json.getJsonObject("journal");
        assertThat(journal.getString("directory")).endsWith("journal/Welsh");
        assertThat(journal.getLong("bytes_since_snapshot")).isPositive();
        assertThat(journal.getLong("load_ms")).isNotNegative();
        assertThat(journal.getLong("log_files")).isEqualTo(1);
        assertThat(journal.getLong("snapshot_age_s")).isEqualTo(-1);
        assertThat(journal.getString("sync")).isEqualTo("always");
        assertThat(journal.getBoolean("well")).isTrue();
        assertThat(journal.getString("problem")).isEmpty();
        json.remove("journal");
        holiday.remove("key");
        assertThat(json.encode())
                .isEqualTo(
                        "{\"server\":\"Welsh\",\"root\":\"0000000000000000\",\"clients\":0,\"tombstones\":0,\"history\":{},\"kafka\":{},\"fences\":0,\"webhooks\":[],\"links\":["
                                + "{\"neighbour\":\"Holiday\",\"state\":\"open\",\"reason\":\"\",\"accepted\":true,\"previous_key\":false,\"digests_compared\":true,"
                                + "\"pending\":0,\"lag_ms\":0,\"counters\":{\"told\":0,\"heard\":0,\"news\":0,\"from_the_future\":0,\"no_room\":0,\"expired\":0,\"elsewhere\":0,"
                                + "\"opened\":2,\"lost\":0,\"refused\":0,\"namesakes\":0,\"walks\":0,\"repaired\":0}}],"
                                + "\"commands\":{\"connections\":0,\"crowded\":0,\"idle\":0,\"greedy\":0,\"slow_readers\":0,\"deep_pipelines\":0,\"unacknowledged\":0,\"whatsats\":0,\"nears\":0,"
                                + "\"whereises\":0,\"invalid\":0,\"malformed\":0,\"unknown_clients\":0,\"too_many_watches\":0,\"elsewhere\":0,\"overlong_lines\":0,"
                                + "\"reports\":0,\"stale_reports\":0,\"from_the_future\":0,\"too_often\":0,\"too_many_clients\":0,"
                                + "\"expired\":0,\"deleted\":0,\"notes_dropped\":0,\"deletions\":0,\"fences\":0,\"fence_deletions\":0,\"crowded_http\":0,\"unread_http\":0,"
                                + "\"cut_streams\":0,\"streams\":0,\"http_malformed_parameter\":0,\"http_malformed_body\":0,"
                                + "\"http_malformed_report\":0,\"http_media_type\":0,\"http_body_too_large\":0,"
                                + "\"http_too_many_reports\":0,\"http_malformed_message\":0,\"http_too_many_subscriptions\":0,"
                                + "\"http_unauthenticated\":0,\"http_forbidden\":0,\"http_forbidden_origin\":0,\"http_no_websocket\":0,\"http_unknown_client\":0,\"http_no_history\":0,\"http_malformed_fence\":0,\"http_unknown_fence\":0,\"http_busy\":0,"
                                + "\"http_too_many_streams\":0,\"http_owner_away\":0,\"http_unacknowledged\":0,\"http_no_room\":0,"
                                + "\"forbidden\":0,\"credentials_accepted\":0,\"credentials_throttled\":0,\"credentials_wrong\":0,"
                                + "\"credentials_unlisted\":0,\"credentials_expired\":0,\"credentials_revoked\":0,\"token_list_errors\":0,"
                                + "\"phone_accepted\":0,\"phone_handed_over\":0,\"phone_stale\":0,\"phone_unused\":0,\"phone_malformed\":0,\"phone_nameless\":0,"
                                + "\"phone_from_the_future\":0,\"phone_expired\":0,\"phone_deleted\":0,\"phone_forbidden\":0,"
                                + "\"phone_too_often\":0,\"phone_too_many_clients\":0,"
                                + "\"mqtt_connections\":0,\"mqtt_published\":0,\"mqtt_sent\":0,\"mqtt_crowded\":0,\"mqtt_no_connect\":0,"
                                + "\"mqtt_malformed\":0,\"mqtt_version\":0,\"mqtt_client_id\":0,\"mqtt_credential\":0,"
                                + "\"mqtt_not_authorised\":0,\"mqtt_ended_credential\":0,\"mqtt_taken_over\":0,\"mqtt_idle\":0,"
                                + "\"mqtt_slow_reader\":0,\"mqtt_unacknowledged\":0,\"mqtt_foreign_topic\":0,\"mqtt_forbidden_removal\":0,"
                                + "\"mqtt_not_passed_on\":0,\"mqtt_filter\":0,\"mqtt_forbidden_subscription\":0,"
                                + "\"mqtt_too_many_subscriptions\":0,\"mqtt_too_many_clients\":0},"
                                + "\"places\":{\"searches\":0,\"cache_hits\":0,\"joined\":0,\"requests\":0,\"left_out\":0,"
                                + "\"refused_busy\":0,\"refused_budget\":0,\"refused_breaker\":0,\"ok\":0,\"zero_results\":0,"
                                + "\"invalid_request\":0,\"over_query_limit\":0,\"request_denied\":0,\"unknown_error\":0},"
                                + "\"log_lines_dropped\":{\"over_limit\":0,\"queue_full\":0},\"tls\":{},\"owners\":{}}");
    }

    @Test
    void itIsOnlyToBeRead() {
        assertThat(Http.request("DELETE", herd.server("Welsh"), "/status").statusCode())
                .isEqualTo(405);
    }

    @Test
    void aReportIsCountedWhereItCameAndRoundTheHerd() {
        awaitLinks();
        assertThat(TestClient.ask(herd.server("Goloman"), "IAMAT kiwi +1+1 5")).startsWith("AT Goloman");
        herd.awaitAgreement(1);
        ServerStatus goloman = herd.status("Goloman");
        assertThat(goloman.commands()).containsEntry("reports", 1L);
        assertThat(goloman.root()).matches("[0-9a-f]{16}").isNotEqualTo("0".repeat(16));
        // Holiday may hear of it by way of Wilkes and tell Goloman first, which then need not tell it; Welsh never can.
        Map<String, Long> holiday = link("Goloman", "Holiday").counters();
        assertThat(holiday.get("told")).isBetween(1 - holiday.get("heard"), 1L);
        assertThat(link("Holiday", "Welsh").counters()).containsEntry("told", 1L);
        assertThat(link("Welsh", "Holiday").counters())
                .containsAllEntriesOf(Map.of("heard", 1L, "news", 1L, "told", 0L));
        assertThat(herd.status("Welsh").commands()).containsEntry("reports", 0L);
    }

    @Test
    void aNeighbourThatIsAwayIsOwedNothingUntilItIsBack() {
        awaitLinks();
        herd.stop("Holiday");
        Await.until("Goloman sees it", () -> link("Goloman", "Holiday").state().equals("away"));
        long before = link("Goloman", "Holiday").stateMillis();
        for (int i = 0; i < 100; i++) {
            assertThat(TestClient.ask(herd.server("Goloman"), "IAMAT client" + i + " +1+1 5"))
                    .startsWith("AT Goloman");
        }
        Await.until(
                "it is dialled in vain",
                () -> link("Goloman", "Holiday").reason().equals("cannot be reached: Connection refused"));
        LinkEntry away = link("Goloman", "Holiday");
        assertThat(away.state()).isEqualTo("away");
        assertThat(away.accepted()).isFalse();
        assertThat(away.pending()).isZero();
        assertThat(away.stateMillis()).isGreaterThan(before);
        herd.start("Holiday");
        herd.awaitAgreement(100);
        awaitLinks();
        assertThat(link("Goloman", "Holiday").reason()).isEmpty();
    }
}
