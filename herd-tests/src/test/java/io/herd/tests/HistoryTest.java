package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.config.HistoryConfig;
import io.herd.config.LimitsConfig;
import io.herd.config.PlacesConfig;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The history of clients over sockets, HTTP and restarts. */
@ExtendWith(VertxExtension.class)
class HistoryTest {
    private static final String KIWI = "/api/v1/clients/kiwi/history";
    private static final long START = 1_700_000_000;

    private TestHerd herd;

    @BeforeEach
    void start(Vertx vertx, @TempDir Path directory) {
        herd = TestHerd.single(vertx, directory).withHistory(TestHerd.history(directory));
        herd.start("Goloman");
    }

    @AfterEach
    void stop() {
        herd.close();
    }

    private String ask(String command) {
        return TestClient.ask(herd.server("Goloman"), command);
    }

    private HttpResponse<String> get(String path, String... headers) {
        return Http.request("GET", herd.server("Goloman").httpPort(), path, "", headers);
    }

    private void report(String... reports) {
        HttpResponse<String> answer = Http.request(
                "POST",
                herd.server("Goloman").httpPort(),
                "/api/v1/reports",
                "[" + String.join(",", reports) + "]",
                "Content-Type",
                "application/json");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static String report(long second) {
        return "{\"client\":\"kiwi\",\"latitude\":34.068930,\"longitude\":-118.445127,\"time\":" + second + "}";
    }

    private static String[] reports(int from, int to) {
        return IntStream.range(from, to).mapToObj(each -> report(START + each)).toArray(String[]::new);
    }

    private List<String> times(String path) {
        List<String> times = new ArrayList<>();
        for (@Nullable String next = path; next != null; ) {
            var page = new JsonObject(get(next).body());
            page.getJsonArray("history").forEach(each -> times.add(((JsonObject) each).getString("time")));
            next = page.getString("next");
            assertThat(page.getBoolean("more")).isEqualTo(next != null);
        }
        return times;
    }

    private static List<String> isoTimes(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(each -> Instant.ofEpochSecond(START + each).toString())
                .toList();
    }

    @Test
    void aQueueOfDaysIsKeptInOrderThoughItComesTwiceAndTheServerRestarts() {
        int all = 10_000;
        for (int from = 0; from < all; from += 500) {
            report(reports(from, from + 500));
            if (from == 5_000) {
                herd.stop("Goloman");
                herd.start("Goloman");
            }
        }
        for (int from = 0; from < all; from += 500) {
            report(reports(from, from + 500));
        }

        assertThat(times(KIWI + "?limit=10000")).isEqualTo(isoTimes(0, all));
        herd.stop("Goloman");
        herd.start("Goloman");
        assertThat(times(KIWI)).isEqualTo(isoTimes(0, all));
        assertThat(times(KIWI + "?from=" + (START + 10) + "&to=" + (START + 3_000) + "&limit=700"))
                .isEqualTo(isoTimes(10, 3_000));
        assertThat(herd.status("Goloman").history().reports()).isEqualTo(all);
    }

    @Test
    void whatComesLateOverTheClientPortIsThereToo() {
        assertThat(ask("IAMAT kiwi +34.068930-118.445127 1700000002.5")).startsWith("AT ");
        assertThat(ask("IAMAT kiwi +34.07-118.44 1700000001")).contains("1700000002.5");
        assertThat(ask("IAMAT kiwi +34.1-118.4 9000000000")).startsWith("? ");
        assertThat(get(KIWI).body())
                .isEqualTo("{\"client\":\"kiwi\",\"history\":["
                        + "{\"time\":\"2023-11-14T22:13:21Z\",\"latitude\":34.07,\"longitude\":-118.44},"
                        + "{\"time\":\"2023-11-14T22:13:22.500Z\",\"latitude\":34.068930,\"longitude\":-118.445127}],"
                        + "\"more\":false}");
    }

    @Test
    void readingsOfPhonesAreTold() {
        HttpResponse<String> answer = Http.request(
                "POST",
                herd.server("Goloman").httpPort(),
                "/api/v1/reports",
                "{\"client\":\"kiwi\",\"latitude\":34.06893,\"longitude\":-118.445127,\"time\":1700000000,"
                        + "\"accuracy\":12,\"altitude\":78,\"speed\":1.1,\"course\":90,\"battery\":81}",
                "Content-Type",
                "application/json");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(get(KIWI).body())
                .contains("\"longitude\":-118.445127,\"accuracy\":12,\"altitude\":78,\"speed\":1.1,\"course\":90,"
                        + "\"battery\":81}");
        assertThat(get(KIWI + "?format=geojson").body())
                .startsWith("{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":"
                        + "[-118.445127,34.06893,78]}");
        assertThat(get(KIWI, "Accept", "application/gpx+xml").body())
                .contains("<trkpt lat=\"34.06893\" lon=\"-118.445127\"><ele>78</ele>"
                        + "<time>2023-11-14T22:13:20Z</time></trkpt>");
    }

    @Test
    void mapsGetALineWithTimesPageByPage() {
        report(reports(0, 5));
        HttpResponse<String> first = get(KIWI + "?limit=3", "Accept", "application/geo+json");
        var feature = new JsonObject(first.body());
        String next = "/api/v1/clients/kiwi/history?format=geojson&limit=3&after=1700000002.000000000";
        assertThat(first.headers().firstValue("Content-Type")).hasValue("application/geo+json");
        assertThat(first.headers().firstValue("Link")).hasValue("<" + next + ">; rel=\"next\"");
        assertThat(feature.getString("next")).isEqualTo(next);
        assertThat(feature.getJsonObject("geometry").getString("type")).isEqualTo("LineString");
        assertThat(feature.getJsonObject("geometry").getJsonArray("coordinates"))
                .hasSize(3)
                .allSatisfy(each -> assertThat(((JsonArray) each).encode()).isEqualTo("[-118.445127,34.06893]"));
        assertThat(feature.getJsonObject("properties").getJsonArray("coordTimes"))
                .containsExactlyElementsOf(isoTimes(0, 3));
        assertThat(new JsonObject(get(next).body()).getJsonObject("properties").getJsonArray("coordTimes"))
                .containsExactlyElementsOf(isoTimes(3, 5));
    }

    @Test
    void aTrackOfGpxHasNamesThatXmlCanHave() {
        assertThat(ask("IAMAT a<b&\u0001 +1.5-2.5 1700000000")).startsWith("AT ");
        HttpResponse<String> track = get("/api/v1/clients/a%3Cb%26%01/history?format=gpx");
        assertThat(track.headers().firstValue("Content-Type")).hasValue("application/gpx+xml");
        assertThat(track.body()).isEqualTo("""
                <?xml version="1.0" encoding="UTF-8"?>
                <gpx version="1.1" creator="server herd" xmlns="http://www.topografix.com/GPX/1/1">
                <trk><name>a&lt;b&amp;\uFFFD</name><trkseg>
                <trkpt lat="1.5" lon="-2.5"><time>2023-11-14T22:13:20Z</time></trkpt>
                </trkseg></trk>
                </gpx>
                """);
    }

    @Test
    void aClientThatIsDeletedHasNoHistoryAnyMore() {
        report(reports(0, 5));
        assertThat(get("/api/v1/clients/nobody/history").statusCode()).isEqualTo(404);
        assertThat(Http.request("DELETE", herd.server("Goloman"), "/api/v1/clients/kiwi")
                        .statusCode())
                .isEqualTo(204);
        assertThat(get(KIWI).body()).contains("\"status\":404,\"reason\":\"no_history\"");
        herd.stop("Goloman");
        herd.start("Goloman");
        assertThat(get(KIWI).statusCode()).isEqualTo(404);
        long now = System.currentTimeMillis() / 1000 + 60;
        report(report(now));
        assertThat(times(KIWI)).hasSize(1);
    }

    @Test
    void whatANeighbourDeletesIsDeletedHereToo(Vertx vertx, @TempDir Path directory) {
        TestHerd plain = TestHerd.of(
                vertx,
                directory,
                Map.of("Holiday", List.of("Welsh"), "Welsh", List.of("Holiday")),
                LimitsConfig.DEFAULT,
                TestHerd.places(PlacesConfig.Provider.GAZETTEER, null));
        try (TestHerd two = plain.withHistory(TestHerd.history(directory))) {
            two.start("Welsh", "Holiday");
            assertThat(TestClient.ask(two.server("Holiday"), "IAMAT kiwi +1.5-2.5 1700000000"))
                    .startsWith("AT ");
            two.awaitAgreement(1);
            assertThat(Http.get(two.server("Holiday"), KIWI).statusCode()).isEqualTo(200);
            assertThat(Http.get(two.server("Welsh"), KIWI).statusCode())
                    .as("it is at the server that took the report")
                    .isEqualTo(404);
            assertThat(Http.request("DELETE", two.server("Welsh"), "/api/v1/clients/kiwi")
                            .statusCode())
                    .isEqualTo(204);
            Await.until(
                    "it is deleted at Holiday",
                    () -> Http.get(two.server("Holiday"), KIWI).statusCode() == 404);
        }
    }

    @Test
    void withoutHistoryNothingIsThere(Vertx vertx, @TempDir Path directory) {
        try (TestHerd without = TestHerd.single(vertx, directory).withHistory(HistoryConfig.DEFAULT)) {
            without.start("Goloman");
            assertThat(TestClient.ask(without.server("Goloman"), "IAMAT kiwi +1.5-2.5 1700000000"))
                    .startsWith("AT ");
            assertThat(Http.get(without.server("Goloman"), KIWI).body()).contains("\"reason\":\"no_history\"");
        }
    }

    @Test
    void onlyTheNewestReportsAreKept(Vertx vertx, @TempDir Path directory) {
        HistoryConfig all = TestHerd.history(directory);
        var few = new HistoryConfig(true, all.directory(), 3, Duration.ofDays(3_650), all.bytes());
        try (TestHerd forgetful = TestHerd.single(vertx, directory).withHistory(few)) {
            forgetful.start("Goloman");
            for (int i = 0; i < 10; i++) {
                assertThat(TestClient.ask(forgetful.server("Goloman"), "IAMAT kiwi +1.5-2.5 " + (START + i)))
                        .startsWith("AT ");
            }
            forgetful.stop("Goloman");
            forgetful.start("Goloman");
            assertThat(new JsonObject(
                                    Http.get(forgetful.server("Goloman"), KIWI).body())
                            .getJsonArray("history"))
                    .extracting(each -> ((JsonObject) each).getString("time"))
                    .containsExactlyElementsOf(isoTimes(7, 10));
        }
    }
}
