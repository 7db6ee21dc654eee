package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.access.Credentials;
import io.herd.access.Scope;
import io.herd.config.AccessConfig;
import io.herd.config.FencesConfig;
import io.herd.config.JwtConfig;
import io.herd.config.ServerConfig;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Phones and trackers at the HTTP port: what they are answered decides what they send again. */
@ExtendWith(VertxExtension.class)
class PhonesTest {
    private static final String KEY = "the key of the herd of this test";
    private final long now = Instant.now().getEpochSecond();
    private TestHerd herd;
    private ServerConfig server;

    private void open(Vertx vertx, Path logs) {
        herd = TestHerd.two(vertx, logs, FencesConfig.DEFAULT);
        server = herd.server("Goloman");
    }

    private void guarded(Vertx vertx, Path logs) throws IOException {
        Path tokens = logs.resolve("tokens");
        Files.writeString(tokens, """
                ANNA22 anna report=anna/* read=anna/* read=family/*
                PH2222 phone report=anna/phone
                FAM222 family report=* read=*
                """);
        herd = TestHerd.guarded(
                vertx,
                logs,
                new AccessConfig(
                        EnumSet.noneOf(Scope.class), List.of(), KEY, tokens.toString(), JwtConfig.DEFAULT, List.of()));
        server = herd.server("Goloman");
    }

    @AfterEach
    void stop() {
        herd.close();
    }

    private static String location(String topic, long time, String tid) {
        return """
                {"_type":"location","topic":"owntracks/%s","lat":52.5,"lon":13.25,"acc":12,"batt":81,"vel":36,"tst":%d,"tid":"%s"}""".formatted(topic, time, tid);
    }

    private HttpResponse<String> post(String path, String body, String... headers) {
        return Http.request("POST", server.httpPort(), path, body, headers);
    }

    private JsonObject client(ServerConfig at, String segment) {
        return new JsonObject(Http.get(at, "/api/v1/clients/" + segment).body());
    }

    private static String token(String id) {
        return new Credentials(KEY).token(id);
    }

    private static String[] basic(String user, String password) {
        byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return new String[] {"Authorization", "Basic " + Base64.getEncoder().encodeToString(both)};
    }

    private static List<String> tids(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonArray(answer.body())
                .stream()
                        .map(JsonObject.class::cast)
                        .filter(each -> each.getString("_type").equals("location"))
                        .map(each -> each.getString("tid"))
                        .toList();
    }

    private long count(String counter) {
        return herd.status("Goloman").commands().get(counter);
    }

    @Test
    void whatAPhoneTellsIsKnownOnAllServers(Vertx vertx, @TempDir Path logs) {
        open(vertx, logs);
        assertThat(tids(post("/pub", location("anna/my phone", now, "an")))).containsExactly("an");
        ServerConfig other = herd.server("Hands");
        Await.until(
                "Hands knows the readings",
                () -> client(other, "anna%2Fmy%2520phone").containsKey("battery"));
        JsonObject known = client(other, "anna%2Fmy%2520phone");
        assertThat(known.getString("line"))
                .matches("AT Goloman \\S+ anna/my%20phone \\+52\\.5\\+013\\.25 " + now + "\\.0{9}");
        assertThat(known.getInteger("accuracy")).isEqualTo(12);
        assertThat(known.getInteger("battery")).isEqualTo(81);
        assertThat(known.getInteger("speed")).isEqualTo(10);
        assertThat(known.getString("tracker_id")).isEqualTo("an");
        // Of another fix they say nothing, but the battery has not changed.
        assertThat(TestClient.ask(other, "IAMAT anna/my%20phone +1+1 " + (now + 1)))
                .startsWith("AT ");
        assertThat(client(other, "anna%2Fmy%2520phone").fieldNames())
                .contains("battery")
                .doesNotContain("accuracy");
    }

    @Test
    void watchersAreToldOfReadingsAndOfCards(Vertx vertx, @TempDir Path logs) {
        open(vertx, logs);
        ServerConfig other = herd.server("Hands");
        try (EventClient events = EventClient.open(other, "prefix=anna/")) {
            assertThat(events.next().name()).isEqualTo("ready");
            post("/pub", location("anna/phone", now, "an"));
            Await.until("an event with readings", () -> events.next().data().containsKey("battery"));
            post("/pub?u=anna&d=phone", "{\"_type\":\"card\",\"name\":\"Anna\"}");
            Await.until(
                    "an event with the name",
                    () -> "Anna".equals(events.next().data().getString("name")));
        }
    }

    @Test
    void whoIsForgottenIsForgottenWithAllThatTheDeviceTold(Vertx vertx, @TempDir Path logs) {
        open(vertx, logs);
        ServerConfig other = herd.server("Hands");
        post("/pub", location("anna/phone", now, "an"));
        Await.until(
                "Hands knows the readings", () -> client(other, "anna%2Fphone").containsKey("battery"));
        assertThat(Http.request("DELETE", other, "/api/v1/clients/anna%2Fphone").statusCode())
                .isEqualTo(204);
        Await.until(
                "Goloman has forgotten",
                () -> Http.get(server, "/api/v1/clients/anna%2Fphone").statusCode() == 404);
        assertThat(TestClient.ask(server, "IAMAT anna/phone +1+1 " + (now + 100)))
                .startsWith("AT ");
        Await.until(
                "no readings are left", () -> !client(server, "anna%2Fphone").containsKey("battery"));
        Await.until(
                "both agree",
                () -> herd.status("Goloman").root().equals(herd.status("Hands").root()));
    }

    @Test
    void friendsSeeEachOther(Vertx vertx, @TempDir Path logs) {
        open(vertx, logs);
        post("/pub", location("anna/phone", now, "xx"));
        post("/pub?u=anna&d=phone", "{\"_type\":\"card\",\"name\":\"Anna\",\"face\":\"aGk=\"}");
        HttpResponse<String> answer = post("/pub", location("bert/phone", now, "xx"));
        assertThat(tids(answer)).hasSize(2).startsWith("xx").doesNotHaveDuplicates();
        assertThat(answer.body())
                .contains("\"name\":\"Anna\",\"face\":\"aGk=\"")
                .contains("\"name\":\"bert/phone\"");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/pub | | 200 | [] | unused",
                "/pub | hello | 200 | [] | malformed",
                "/pub | {'_type':'lwt'} | 200 | [] | unused",
                "/pub | {'_type':'location','lat':1,'lon':2,'tst':2000000000} | 200 | [] | nameless",
                "/pub?u=a&d=b | {'_type':'location','lat':1,'lon':2,'tst':2000000000} | 200 | [] | from_the_future",
                "/ | id=5&lat=1&lon=2 | 200 | '' | accepted",
                "/any/path?deviceid=5&location=1,2 | | 200 | '' | accepted",
                "/ | id=5&notificationToken=x | 200 | '' | unused",
                "/overland | {'locations':[{'properties':{}},5]} | 200 | {'result':'ok'} | malformed"
            })
    void theAnswerIsWhatTheAppExpects(
            String path, String body, int status, String answer, String result, Vertx vertx, @TempDir Path logs) {
        open(vertx, logs);
        String sent = body == null ? "" : body.replace('\'', '"');
        HttpResponse<String> got = post(path, sent, "Content-Type", "application/x-www-form-urlencoded");
        assertThat(got.statusCode()).isEqualTo(status);
        assertThat(got.body()).isEqualTo(answer.replace("''", "").replace('\'', '"'));
        assertThat(count("phone_" + result)).isEqualTo(1);
    }

    @Test
    void trackersReportWithAnyMethod(Vertx vertx, @TempDir Path logs) {
        open(vertx, logs);
        for (String method : List.of("GET", "POST", "PUT")) {
            HttpResponse<String> got =
                    Http.request(method, server, "/log?id=" + method + "&lat=60.0&lon=30.0&timestamp=1764000000000");
            assertThat(got.statusCode()).isEqualTo(200);
            assertThat(got.body()).isEmpty();
            assertThat(TestClient.ask(server, "WHEREIS " + method)).endsWith(" +60.0+030.0 1764000000.000000000");
        }
        assertThat(post("/", "lat=1&lon=2", basic("anna", "")).statusCode()).isEqualTo(200);
        assertThat(TestClient.ask(server, "WHEREIS anna")).startsWith("AT ");
        assertThat(post("/", "lat=1&lon=2", basic("anna", "x")).statusCode()).isEqualTo(401);
        assertThat(Http.get(server, "/").statusCode()).isEqualTo(200);
        assertThat(Http.get(server, "/log?id=x").statusCode()).isEqualTo(404);
        assertThat(Http.request("POST", server, "/api/v1/else?id=x&lat=1&lon=2").statusCode())
                .isEqualTo(404);
    }

    @Test
    void batchesAndQueuesEndAtTheNewest(Vertx vertx, @TempDir Path logs) {
        open(vertx, logs);
        String feature = """
                {"type":"Feature","geometry":{"type":"Point","coordinates":[%d,2]},"properties":{"timestamp":"%s","device_id":"o"}}""";
        String batch = "{\"locations\":[" + feature.formatted(1, "2015-10-01T08:00:00-0700") + ","
                + feature.formatted(3, "2015-10-01T08:00:02-07:00") + "," + feature.formatted(2, "2015-10-01T15:00:01Z")
                + "]}";
        for (int i = 0; i < 2; i++) {
            HttpResponse<String> answer = post("/", batch, "Content-Type", "application/json");
            assertThat(answer.body()).isEqualTo("{\"result\":\"ok\"}");
            assertThat(TestClient.ask(server, "WHEREIS o")).endsWith(" +02+003 1443711602.000000000");
        }
        assertThat(count("phone_accepted")).isEqualTo(2);
        assertThat(count("phone_stale")).isEqualTo(4);
    }

    @Test
    void bodiesMayBePackedAndAreBounded(Vertx vertx, @TempDir Path logs) throws Exception {
        open(vertx, logs);
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(location("anna/phone", now, "an").getBytes(StandardCharsets.UTF_8));
        }
        var uri = URI.create("http://127.0.0.1:" + server.httpPort() + "/pub");
        var request = HttpRequest.newBuilder(uri)
                .header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofByteArray(packed.toByteArray()));
        try (HttpClient http = HttpClient.newHttpClient()) {
            assertThat(tids(http.send(request.build(), HttpResponse.BodyHandlers.ofString())))
                    .containsExactly("an");
        }
        String tooLong = "{\"_type\":\"location\",\"x\":\"" + "x".repeat(2 << 20) + "\"}";
        assertThat(post("/pub", tooLong).body()).startsWith("[");
        assertThat(post("/pub", "{\"locations\":[\"" + "x".repeat(2 << 20) + "\"]}")
                        .body())
                .contains("ok");
        assertThat(count("phone_malformed")).isEqualTo(2);
    }

    @Test
    void aPageOfAnotherOriginMayNotReportLikeAPhone(Vertx vertx, @TempDir Path logs) {
        open(vertx, logs);
        String path = "/?id=5&lat=1&lon=2";
        assertThat(post(path, "", "Origin", "https://evil.example").statusCode())
                .isEqualTo(403);
        assertThat(post(path, "", "Sec-Fetch-Site", "cross-site").statusCode()).isEqualTo(403);
        assertThat(post(path, "", "Sec-Fetch-Site", "same-origin", "Origin", "http://herd")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aPageTellsHowToSetAPhoneUp(Vertx vertx, @TempDir Path logs) throws IOException {
        guarded(vertx, logs);
        String token = token("PH2222");
        HttpResponse<String> page =
                Http.get(server, "/t/" + token + "/phone?id=x&interval=30&distance=20&accuracy=high");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
        assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
        String root = "http://127.0.0.1:" + server.httpPort();
        assertThat(page.body())
                .contains(
                        "<code>anna/phone</code>",
                        "<code>" + root + "/pub</code>",
                        token,
                        "owntracks:///config?inline=",
                        "<svg")
                .contains(root + "/t/" + token + "/?id=anna/phone&amp;lat={0}&amp;lon={1}")
                .doesNotContain("${", "not encrypted");
        // Traccar Client reports to the address of the page.
        assertThat(Http.get(server, "/t/" + token + "/phone?id=x&lat=1&lon=2").body())
                .isEmpty();
        assertThat(Http.get(server, "/phone?id=anna/phone").statusCode()).isEqualTo(401);
        assertThat(Http.get(server, "/t/" + token("ANNA22") + "/phone?id=%3Cb%3E")
                        .body())
                .contains("anna/&lt;b&gt;")
                .doesNotContain("<b>");
        assertThat(Http.get(server, "/t/" + token("ANNA22") + "/phone?id=" + "x".repeat(3_000))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void aTokenSaysWhoseDeviceItIs(Vertx vertx, @TempDir Path logs) throws IOException {
        guarded(vertx, logs);
        String anna = token("ANNA22");
        assertThat(post("/pub", location("mallory/phone", now, "ma"), basic("anna", anna))
                        .statusCode())
                .isEqualTo(200);
        assertThat(post("/pub", location("mallory/phone", now, "ma"), basic("", anna))
                        .statusCode())
                .isEqualTo(403);
        String asAnna = location("x/y", now + 1, "ph");
        assertThat(tids(post(
                        "/pub", asAnna, "Authorization", "Bearer " + anna, "X-Limit-U", "anna", "X-Limit-D", "tab")))
                .containsExactly("ph", "ma");
        HttpResponse<String> tracker = Http.get(server, "/t/" + anna + "/?id=48241179&lat=1&lon=2");
        assertThat(tracker.statusCode()).isEqualTo(200);
        assertThat(Http.get(server, "/t/" + token("PH2222") + "/x?id=5&lat=3&lon=4")
                        .statusCode())
                .isEqualTo(200);
        String family = token("FAM222");
        JsonObject phone = new JsonObject(Http.get(server, "/t/" + family + "/api/v1/clients/anna%2Fphone")
                .body());
        assertThat(phone.getInteger("latitude")).isEqualTo(3);
        assertThat(Http.get(server, "/t/" + family + "/api/v1/clients/anna%2F48241179")
                        .statusCode())
                .isEqualTo(200);
        assertThat(Http.get(server, "/?id=5&lat=1&lon=2").statusCode()).isEqualTo(401);
        assertThat(post("/pub", asAnna, basic("anna", "wrong")).statusCode()).isEqualTo(401);
        assertThat(tids(post("/pub", location("family/car", now, "ca"), basic("", family))))
                .contains("ca", "ma", "ph");
    }

    @Test
    void whoMayOnlyReportIsToldOfNobody(Vertx vertx, @TempDir Path logs) throws IOException {
        guarded(vertx, logs);
        post("/pub", location("anna/phone", now, "an"), basic("anna", token("ANNA22")));
        HttpResponse<String> older = post("/pub", location("x", now - 100, "x"), basic("", token("PH2222")));
        assertThat(older.statusCode()).isEqualTo(200);
        assertThat(older.body()).isEqualTo("[]");
    }

    @Test
    void anAppMayWaitUntilItMaySendTheBody(Vertx vertx, @TempDir Path logs) throws Exception {
        open(vertx, logs);
        var uri = URI.create("http://127.0.0.1:" + server.httpPort() + "/pub");
        var request = HttpRequest.newBuilder(uri)
                .expectContinue(true)
                .timeout(Duration.ofSeconds(20))
                .POST(HttpRequest.BodyPublishers.ofString(location("anna/phone", now, "an")));
        try (HttpClient http = HttpClient.newHttpClient()) {
            assertThat(tids(http.send(request.build(), HttpResponse.BodyHandlers.ofString())))
                    .containsExactly("an");
        }
    }
}
