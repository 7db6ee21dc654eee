package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.config.LimitsConfig;
import io.herd.config.PlacesConfig;
import io.herd.config.ServerConfig;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reports and questions over HTTP. */
@ExtendWith(VertxExtension.class)
class ApiTest {
    private TestHerd herd;
    private ServerConfig server;

    @BeforeEach
    void start(Vertx vertx, @TempDir Path logs) {
        herd = TestHerd.one(vertx, logs, LimitsConfig.DEFAULT, TestHerd.places(PlacesConfig.Provider.GAZETTEER, null));
        server = herd.server("Goloman");
    }

    @AfterEach
    void stop() {
        herd.close();
    }

    private HttpResponse<String> post(String json) {
        return Http.post(server, "/api/v1/reports", json);
    }

    private JsonObject get(String path) {
        HttpResponse<String> answer = Http.get(server, path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonObject(answer.body());
    }

    private List<String> clients(String path) {
        return get(path).getJsonArray("clients").stream()
                .map(each -> ((JsonObject) each).getString("client"))
                .toList();
    }

    private void report(String client, String latitude, String longitude) {
        String json = "{\"client\":\"%s\",\"latitude\":%s,\"longitude\":%s,\"time\":1}"
                .formatted(client, latitude, longitude);
        assertThat(post(json).statusCode()).isEqualTo(200);
    }

    private void assertRefused(HttpResponse<String> answer, int status, String reason) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        var problem = new JsonObject(answer.body());
        assertThat(problem.getInteger("status")).isEqualTo(status);
        assertThat(problem.getString("reason")).isEqualTo(reason);
        assertThat(problem.getString("detail")).isNotEmpty();
    }

    @Test
    void aReportIsTheOneOfTheClientPort() {
        HttpResponse<String> answer = post("""
                {"client":"kiwi.cs.ucla.edu","latitude":34.068930,"longitude":-118.445127,"time":1520023934.918963997}""");
        var result = new JsonObject(answer.body());
        assertThat(result.getString("result")).isEqualTo("accepted");
        String line = TestClient.ask(server, "WHEREIS kiwi.cs.ucla.edu");
        assertThat(line)
                .startsWith("AT Goloman +")
                .endsWith(" kiwi.cs.ucla.edu +34.068930-118.445127 1520023934.918963997");
        String body = Http.get(server, "/api/v1/clients/kiwi.cs.ucla.edu").body();
        assertThat(result.getJsonObject("report")).isEqualTo(new JsonObject(body));
        assertThat(body)
                .startsWith("{\"client\":\"kiwi.cs.ucla.edu\",\"href\":\"/api/v1/clients/kiwi.cs.ucla.edu\","
                        + "\"latitude\":34.068930,\"longitude\":-118.445127,"
                        + "\"time\":\"2018-03-02T20:52:14.918963997Z\",\"seconds\":\"1520023934.918963997\","
                        + "\"server\":\"Goloman\",\"difference\":\"+")
                .endsWith("\"line\":\"" + line + "\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "1520023934.9, 1520023934.9",
        "'\"1520023934.918963997\"', 1520023934.918963997",
        "1.5200239349e9, 1520023934.9",
        "'\"2018-03-02T20:52:14.918963997Z\"', 1520023934.918963997",
        "'\"2018-03-02T12:52:14-08:00\"', 1520023934",
        "0, 0"
    })
    void aTimeKeepsItsDigits(String time, String seconds) {
        assertThat(post("{\"client\":\"kiwi\",\"latitude\":1,\"longitude\":-2,\"time\":" + time + "}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(TestClient.ask(server, "WHEREIS kiwi")).endsWith(" kiwi +01-002 " + seconds);
    }

    @Test
    void aReportWithoutATimeIsOfNow() {
        long before = System.currentTimeMillis();
        assertThat(post("{\"client\":\"kiwi\",\"latitude\":1,\"longitude\":-2}").statusCode())
                .isEqualTo(200);
        String[] fields = TestClient.ask(server, "WHEREIS kiwi").split(" ", -1);
        assertThat(fields[2]).isEqualTo("+0.000000000");
        assertThat(Double.parseDouble(fields[5]) * 1_000).isBetween(before - 1.0, System.currentTimeMillis() + 1.0);
    }

    @Test
    void aBatchIsTakenReportByReport() {
        report("kiwi", "1", "2");
        HttpResponse<String> answer = post("""
                [{"client":"kiwi","latitude":3,"longitude":4,"time":2},
                 {"client":"kiwi","latitude":5,"longitude":6,"time":1},
                 {"client":"a b","latitude":5,"longitude":6,"time":1},
                 {"client":"emu","latitude":91,"longitude":6},
                 {"client":"emu","latitude":"1","longitude":6},
                 {"client":"emu","latitude":1,"longitude":6,"time":-1},
                 {"client":"emu","latitude":1,"longitude":6,"time":null},
                 {"client":"emu","latitude":1,"longitude":6,"time":1e300},
                 {"client":"emu","latitude":1e-999999999,"longitude":6},
                 {"client":"emu","latitude":1,"longitude":6,"time":9000000000},
                 null, 7, [[{}]], {},
                 {"client":"emu","latitude":-0.5,"longitude":180.0,"time":7,"more":{"a":[1]}}]""");
        assertThat(answer.statusCode()).isEqualTo(200);
        JsonArray results = new JsonObject(answer.body()).getJsonArray("results");
        assertThat(IntStream.range(0, results.size())
                        .mapToObj(results::getJsonObject)
                        .map(each -> each.getString("result") + " " + each.getString("reason")))
                .containsExactly(
                        "accepted null",
                        "stale null",
                        "refused malformed_report",
                        "refused malformed_report",
                        "refused malformed_report",
                        "refused malformed_report",
                        "refused malformed_report",
                        "refused malformed_report",
                        "refused malformed_report",
                        "refused from_the_future",
                        "refused malformed_report",
                        "refused malformed_report",
                        "refused malformed_report",
                        "refused malformed_report",
                        "accepted null");
        assertThat(results.getJsonObject(1).getJsonObject("report").getString("line"))
                .endsWith(" kiwi +03+004 2");
        assertThat(TestClient.ask(server, "WHEREIS emu")).endsWith(" emu -00.5+180.0 7");
        assertThat(herd.status("Goloman").commands())
                .containsEntry("reports", 3L)
                .containsEntry("http_malformed_report", 11L);
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"client\":\"kiwi\",\"latitude\":91,\"longitude\":2}', 422, malformed_report",
        "'{\"client\":\"kiwi\",\"latitude\":1,\"longitude\":2,\"time\":9000000000}', 422, from_the_future",
        "'{\"client\":\"kiwi\",\"latitude\":NaN,\"longitude\":2}', 400, malformed_body",
        "'{\"client\":\"kiwi\"', 400, malformed_body",
        "'[{\"client\":\"kiwi\",\"latitude\":1,\"longitude\":2},', 400, malformed_body",
        "'{} {}', 400, malformed_body",
        "'7', 400, malformed_body",
        "'\"\"', 400, malformed_body"
    })
    void whatIsNoReportIsRefused(String json, int status, String reason) {
        assertRefused(post(json), status, reason);
        assertRefused(Http.get(server, "/api/v1/clients/kiwi"), 404, "unknown_client");
    }

    @Test
    void whatIsTooMuchIsRefused() {
        assertRefused(post("[" + "{},".repeat(500) + "{}]"), 413, "too_many_reports");
        assertRefused(post("[\"" + "x".repeat(200_000) + "\"]"), 413, "body_too_large");
        assertRefused(post("[".repeat(100_000)), 400, "malformed_body");
        assertRefused(post("{\"a\":" + "[".repeat(100_000)), 400, "malformed_body");
        assertRefused(
                post("{\"client\":\"kiwi\",\"longitude\":0,\"latitude\":0." + "0".repeat(100_000) + "}"),
                422,
                "malformed_report");
        String name = "n".repeat(9_000);
        assertRefused(post("{\"client\":\"" + name + "\",\"longitude\":0,\"latitude\":0}"), 422, "malformed_report");
        assertRefused(Http.request("POST", server.httpPort(), "/api/v1/reports", "{}"), 415, "media_type");
        assertThat(herd.status("Goloman").commands())
                .containsEntry("http_too_many_reports", 1L)
                .containsEntry("http_body_too_large", 1L)
                .containsEntry("http_malformed_body", 2L)
                .containsEntry("http_media_type", 1L);
    }

    @Test
    void bodiesThatBreakOffLeaveNothing() {
        for (String part : List.of("", "{\"client\":\"kiwi\",", "[".repeat(10_000))) {
            try (TestClient client = TestClient.connect(server.host(), server.httpPort())) {
                client.send("POST /api/v1/reports HTTP/1.1\r\nHost: herd\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 100000\r\n\r\n" + part);
            }
        }
        // All that is left is the connection that asks.
        Await.until("nothing is held", () -> {
            String metrics = Http.get(server, "/metrics").body();
            return metrics.lines().anyMatch(line -> line.matches("herd_connection_bytes\\{.*} [0-9]{1,5}\\.0"));
        });
    }

    @ParameterizedTest
    @CsvSource({
        "a/b, a%2Fb",
        "100%, 100%25",
        "k\u00efw\u00ef, k%C3%AFw%C3%AF",
        "\u6771, %E6%9D%B1",
        "a?b#c&d=e+f, a%3Fb%23c%26d%3De%2Bf"
    })
    void anyNameIsASegment(String name, String segment) {
        report(name, "1", "2");
        JsonObject client = get("/api/v1/clients/" + segment);
        assertThat(client.getString("client")).isEqualTo(name);
        assertThat(client.getString("href")).isEqualTo("/api/v1/clients/" + segment);
        assertThat(clients("/api/v1/clients/" + segment + "/near?radius=1")).isEmpty();
    }

    @Test
    void aNameThatIsNotUtf8HasItsPath() {
        assertThat(TestClient.ask(server, "IAMAT \u00ff\u00fe +01+002 1")).startsWith("AT ");
        JsonObject client = get("/api/v1/clients/%ff%fe");
        assertThat(client.getString("client")).isEqualTo("\ufffd\ufffd");
        assertThat(client.getString("href")).isEqualTo("/api/v1/clients/%FF%FE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/clients/a%20b",
                "/api/v1/clients/kiwi/near",
                "/api/v1/clients/kiwi/near?radius=0",
                "/api/v1/clients/kiwi/near?radius=NaN",
                "/api/v1/clients/kiwi/near?radius=1e3",
                "/api/v1/clients/kiwi/near?radius=20038",
                "/api/v1/clients/kiwi/near?radius=1&limit=0",
                "/api/v1/clients/kiwi/near?radius=1&limit=1001",
                "/api/v1/clients/kiwi/near?radius=1&limit=%zz",
                "/api/v1/clients/kiwi/near?radius=%2",
                "/api/v1/clients/kiwi/places?radius=51",
                "/api/v1/near?latitude=91&longitude=0&radius=1",
                "/api/v1/near?latitude=1&radius=1",
                "/api/v1/clients",
                "/api/v1/clients?bbox=1,2,3",
                "/api/v1/clients?bbox=1,2,3,4,5",
                "/api/v1/clients?bbox=0,3,0,2",
                "/api/v1/clients?bbox=0,0,181,0",
                "/api/v1/clients?bbox=a,b,c,d",
                "/api/v1/clients?&=&==&bbox&bbox=",
            })
    void aWrongParameterIsRefused(String path) {
        try (TestClient client = TestClient.connect(server.host(), server.httpPort())) {
            String answer = client.send("GET " + path + " HTTP/1.1\r\nHost: herd\r\nConnection: close\r\n\r\n")
                    .rest();
            assertThat(answer).startsWith("HTTP/1.1 400 ").contains("application/problem+json");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1", "/api/v1/elsewhere", "/api/v2/reports"})
    void whatIsNotThereIsAProblem(String path) {
        assertRefused(Http.get(server, path), 404, "not_found");
    }

    @ParameterizedTest
    @CsvSource({"GET, /api/v1/reports, POST", "PUT, /api/v1/clients/kiwi, DELETE", "POST, /api/v1/near, GET"})
    void anotherMethodIsNotAllowed(String method, String path, String allowed) {
        HttpResponse<String> answer = Http.request(method, server, path);
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow").orElseThrow()).contains(allowed);
    }

    @Test
    void anAnswerThatIsKnownIsNotSentAgain() {
        report("kiwi", "1", "2");
        String path = "/api/v1/clients/kiwi";
        String tag = Http.get(server, path).headers().firstValue("ETag").orElseThrow();
        for (String known : List.of(tag, "*", "\"other\", W/" + tag)) {
            HttpResponse<String> again = Http.request("GET", server.httpPort(), path, "", "If-None-Match", known);
            assertThat(again.statusCode()).isEqualTo(304);
            assertThat(again.headers().firstValue("ETag")).hasValue(tag);
            assertThat(again.body()).isEmpty();
        }
        assertThat(TestClient.ask(server, "IAMAT kiwi +01+002 2")).startsWith("AT ");
        HttpResponse<String> changed = Http.request("GET", server.httpPort(), path, "", "If-None-Match", tag);
        assertThat(changed.statusCode()).isEqualTo(200);
    }

    @Test
    void searchesFindTheNearest() {
        report("kiwi", "10", "179.999");
        report("moa", "10.001", "179.999");
        report("emu", "10", "-179.999");
        report("far", "-10", "0");
        // What was just reported may be missing at first.
        Await.until(
                "all are indexed",
                () -> clients("/api/v1/clients?bbox=-180,-90,180,90").size() == 4);
        assertThat(clients("/api/v1/clients/kiwi/near?radius=1")).containsExactly("moa", "emu");
        assertThat(clients("/api/v1/near?latitude=10&longitude=179.999&radius=0.15"))
                .containsExactly("kiwi", "moa");
        assertThat(clients("/api/v1/clients?bbox=179,9,-179,11")).containsExactlyInAnyOrder("kiwi", "moa", "emu");
        assertThat(clients("/api/v1/clients?bbox=-179,9,179,11")).isEmpty();
        JsonObject one = get("/api/v1/clients/kiwi/near?radius=20037&limit=1");
        assertThat(one.getBoolean("more")).isTrue();
        assertThat(one.getJsonArray("clients").getJsonObject(0).getDouble("distance"))
                .isEqualTo(111.2);
        assertThat(get("/api/v1/clients/kiwi/near?radius=20037&limit=3").getBoolean("more"))
                .isFalse();
        assertThat(get("/api/v1/clients?bbox=-180,-90,180,90&limit=3").getBoolean("more"))
                .isTrue();
    }

    @Test
    void searchesAnswerInGeoJson() {
        report("kiwi", "10.50", "-7.250");
        Await.until(
                "it is indexed",
                () -> clients("/api/v1/clients?bbox=-8,10,-7,11").size() == 1);
        for (String path : List.of("/clients?bbox=-8,10,-7,11", "/near?latitude=10&longitude=-7&radius=100")) {
            HttpResponse<String> answer =
                    Http.request("GET", server.httpPort(), "/api/v1" + path, "", "Accept", "application/geo+json");
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/geo+json");
            assertThat(answer.body())
                    .startsWith(
                            "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"geometry\":"
                                    + "{\"type\":\"Point\",\"coordinates\":[-7.250,10.50]},\"properties\":{\"client\":\"kiwi\",");
        }
    }

    @Test
    void placesAreThoseOfTheClientPort() {
        report("kiwi", "34.068930", "-118.445127");
        try (TestClient client = TestClient.connect(server)) {
            String document = client.send("WHATSAT kiwi 10 3\n").document();
            assertThat(Http.get(server, "/api/v1/clients/kiwi/places?radius=10&limit=3")
                            .body())
                    .isEqualTo(document.substring(document.indexOf('\n') + 1).stripTrailing());
        }
        assertRefused(Http.get(server, "/api/v1/clients/nobody/places?radius=1"), 404, "unknown_client");
    }

    @Test
    void pagesOfSomeOriginsMayUseIt() {
        String path = "/api/v1/reports";
        HttpResponse<String> allowed = Http.request(
                "OPTIONS",
                server.httpPort(),
                path,
                "",
                "Origin",
                "https://map.example",
                "Access-Control-Request-Method",
                "POST");
        assertThat(allowed.statusCode()).isEqualTo(204);
        assertThat(allowed.headers().firstValue("Access-Control-Allow-Origin")).hasValue("https://map.example");
        HttpResponse<String> other = Http.request(
                "OPTIONS",
                server.httpPort(),
                path,
                "",
                "Origin",
                "https://other.example",
                "Access-Control-Request-Method",
                "POST");
        assertThat(other.statusCode()).isEqualTo(403);
        assertThat(other.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        assertThat(Http.request("OPTIONS", server.httpPort(), "/status", "", "Origin", "https://map.example")
                        .headers()
                        .firstValue("Access-Control-Allow-Origin"))
                .isEmpty();
    }
}
