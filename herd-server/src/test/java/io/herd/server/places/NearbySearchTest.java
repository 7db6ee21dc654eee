package io.herd.server.places;

import static io.herd.server.places.Asked.UNIVERSITY;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.herd.config.PlacesConfig;
import io.herd.geo.Position;
import io.herd.protocol.NearbyAnswer;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a search makes of the answers that it gets, good and bad. */
@ExtendWith(VertxExtension.class)
class NearbySearchTest {
    private static final String KEY = "AIza+/the-key";

    private FakePlaces places;
    private NearbySearch search;

    @BeforeEach
    void start(Vertx vertx) {
        places = new FakePlaces(vertx);
        search = search(vertx, PlacesConfig.Provider.GOOGLE_LEGACY);
    }

    private NearbySearch search(Vertx vertx, PlacesConfig.Provider provider) {
        var config = new PlacesConfig(provider, places.url(), KEY, Duration.ofSeconds(5), 1, 100_000);
        return new NearbySearch(vertx, config, "http://unused.invalid");
    }

    @AfterEach
    void stop() {
        search.close().await();
        places.close();
    }

    private NearbyAnswer near(String answer) {
        places.answer(200, answer);
        return search.near(UNIVERSITY, 10_000, 3).await();
    }

    static String text(NearbyAnswer answer) {
        return new String(answer.document().toString().getBytes(ISO_8859_1), UTF_8);
    }

    private static void assertTrouble(NearbyAnswer answer, SearchStatus status) {
        var document = new JsonObject(text(answer));
        assertThat(document.getString("status")).isEqualTo(status.name());
        assertThat(document.getJsonArray("results")).isEmpty();
        assertThat(document.getJsonArray("html_attributions")).isEmpty();
        assertThat(document.getString("error_message")).isNotBlank();
        assertThat(text(answer) + answer.loggable()).doesNotContain(KEY).doesNotContain("the-key");
    }

    @Test
    void theNearestWithinTheRadiusComeALineAPlace() {
        NearbyAnswer answer =
                near("{\"next_page_token\": \"more\", \"status\": \"OK\",\n\n \"html_attributions\": [\"Zoë\"],"
                        + "\"results\": ["
                        + FakePlaces.place("far", 34.5, -118.4451) + ","
                        + FakePlaces.place("third", 34.0889, -118.4451) + ","
                        + FakePlaces.place("first", 34.0699, -118.4451) + ", {\"name\": \"nowhere\"},"
                        + FakePlaces.place("fourth", 34.0989, -118.4451) + ","
                        + FakePlaces.place("second", 34.0789, -118.4451) + "]}");
        assertThat(text(answer)).isEqualTo("""
                {"html_attributions":["Zoë"],"results":[
                {"name":"first","place_id":"id-first","geometry":{"location":{"lat":34.0699,"lng":-118.4451}}},
                {"name":"second","place_id":"id-second","geometry":{"location":{"lat":34.0789,"lng":-118.4451}}},
                {"name":"third","place_id":"id-third","geometry":{"location":{"lat":34.0889,"lng":-118.4451}}}],"status":"OK"}""");
        assertThat(answer.document().toString()).doesNotContain("\n\n");
    }

    @Test
    void placesAreOtherwisePassedAsTheyCame() {
        String place =
                "{\"name\":\"x\",\"rating\":4.10,\"geometry\":{\"location\":{\"lat\":34,\"lng\":-118.4451},\"viewport\":{}},\"types\":[\"a\",null],"
                        + "\"user_ratings_total\":12345678901,\"price\":1e-7,\"open\":true,\"Ü\":\"\\u2028😀\"}";
        String result = text(near("{\"results\":[" + place + "],\"status\":\"OK\",\"info_messages\":[\"hm\"]}"));
        var document = new JsonObject(result);
        assertThat(document.getJsonArray("results")).containsExactly(new JsonObject(place));
        assertThat(document.getJsonArray("info_messages")).containsExactly("hm");
        assertThat(document.getJsonArray("html_attributions")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"status\":\"ZERO_RESULTS\",\"results\":[]}",
                "{\"status\":\"ZERO_RESULTS\"}",
                "{\"status\":\"OK\",\"results\":[]}",
                "{\"status\":\"OK\",\"results\":[{\"name\":\"x\",\"geometry\":{\"location\":{\"lat\":35,\"lng\":-118}}}]}",
            })
    void nothingNearIsZeroResults(String answer) {
        assertThat(text(near(answer)))
                .isEqualTo("{\"html_attributions\":[],\"results\":[],\"status\":\"ZERO_RESULTS\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7",
                "null",
                "{}",
                "{\"name\":\"x\",\"geometry\":null}",
                "{\"name\":\"x\",\"geometry\":\"here\"}",
                "{\"name\":\"x\",\"geometry\":{\"location\":{\"lat\":34}}}",
                "{\"name\":\"x\",\"geometry\":{\"location\":{\"lat\":null,\"lng\":null}}}",
                "{\"name\":\"x\",\"geometry\":{\"location\":{\"lat\":\"34\",\"lng\":-118}}}",
                "{\"name\":\"x\",\"geometry\":{\"location\":{\"lat\":91,\"lng\":0}}}",
                "{\"name\":\"x\",\"geometry\":{\"location\":{\"lat\":1e999,\"lng\":0}}}",
                "{\"geometry\":{\"location\":{\"lat\":34.07,\"lng\":-118.44}}}",
                "{\"name\":\"\\u2003\",\"geometry\":{\"location\":{\"lat\":34.07,\"lng\":-118.44}}}",
                "{\"name\":\"a\\nb\",\"geometry\":{\"location\":{\"lat\":34.07,\"lng\":-118.44}}}",
                "{\"name\":\"a\\u2028b\",\"geometry\":{\"location\":{\"lat\":34.07,\"lng\":-118.44}}}",
                "{\"name\":5,\"geometry\":{\"location\":{\"lat\":34.07,\"lng\":-118.44}}}",
                "{\"name\":\"x\",\"place_id\":5,\"geometry\":{\"location\":{\"lat\":34.07,\"lng\":-118.44}}}",
                "{\"name\":\"x\",\"types\":\"t\",\"geometry\":{\"location\":{\"lat\":34.07,\"lng\":-118.44}}}",
            })
    void anOddRecordIsLeftOutAndCounted(String place) {
        String good = FakePlaces.place("good", 34.07, -118.44);
        String answer = text(near("{\"results\":[" + place + "," + good + "],\"status\":\"OK\"}"));
        assertThat(new JsonObject(answer).getJsonArray("results")).containsExactly(new JsonObject(good));
        assertThat(search.counters().leftOut.sum()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(
            names = {"OK", "ZERO_RESULTS"},
            mode = EnumSource.Mode.EXCLUDE)
    void googlesTroublesKeepTheirNamesAndReasons(SearchStatus status) {
        NearbyAnswer answer = near("{\"results\":[%s],\"status\":\"%s\",\"error_message\":\"because\"}"
                .formatted(FakePlaces.place("x", 34.07, -118.44), status));
        assertTrouble(answer, status);
        assertThat(new JsonObject(text(answer)).getString("error_message")).contains("because");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"status\":\"NOT_FOUND\"}", "{\"status\":\"ok\",\"results\":[]}", "{\"results\":[]}", "{}"})
    void otherStatusesAreUnknownErrors(String answer) {
        assertTrouble(near(answer), SearchStatus.UNKNOWN_ERROR);
    }

    @ParameterizedTest
    @CsvSource({
        "403,REQUEST_DENIED",
        "429,OVER_QUERY_LIMIT",
        "500,UNKNOWN_ERROR",
        "503,UNKNOWN_ERROR",
        "404,UNKNOWN_ERROR",
        "204,UNKNOWN_ERROR",
        "301,UNKNOWN_ERROR"
    })
    void httpErrorsAreTroubles(int code, SearchStatus status) {
        places.answer(request -> request.response()
                .setStatusCode(code)
                .putHeader("location", places.url() + "/elsewhere")
                .end(code == 204 ? "" : FakePlaces.GOOD));
        NearbyAnswer answer = search.near(UNIVERSITY, 10_000, 3).await();
        assertTrouble(answer, status);
        assertThat(text(answer)).contains(String.valueOf(code));
        assertThat(places.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "17",
                "[]",
                "\"OK\"",
                "<html>OK</html>",
                "{",
                "{\"status\":\"OK\",\"results\":[{}",
                "{\"status\":\"OK\"} {}",
                "{'status':'OK'}",
                "{\"status\":[\"OK\"]}",
                "{\"status\":\"OK\",\"results\":{}}",
                "{\"status\":\"OK\",\"results\":[1]}",
                "{\"status\":\"OK\",\"results\":[[]]}",
                "{\"status\":\"OK\",\"results\":[{\"geometry\":\"here\"}]}",
                "{\"status\":\"OK\",\"results\":[{\"geometry\":{\"location\":\"here\"}}]}",
                "{\"status\":\"OK\",\"results\":[{\"geometry\":{\"location\":{\"lat\":\"1\",\"lng\":\"2\"}}}]}",
                "{\"status\":\"OK\",\"html_attributions\":\"me\"}",
            })
    void nonsenseIsAnUnknownError(String answer) {
        NearbyAnswer trouble = near(answer);
        assertTrouble(trouble, SearchStatus.UNKNOWN_ERROR);
        assertThat(text(trouble)).contains("no answer of Nearby Search");
    }

    @Test
    void deepNonsenseIsAnUnknownError() {
        assertTrouble(near("{\"results\":" + "[".repeat(90_000)), SearchStatus.UNKNOWN_ERROR);
        assertTrouble(near("{\"a\":".repeat(19_000)), SearchStatus.UNKNOWN_ERROR);
    }

    @Test
    void theRequestIsGooglesWithPlainDecimals() {
        places.answer(200, FakePlaces.GOOD);
        search.near(new Position(0.00001, -118.445127), 0.0005, 3).await();
        var request = places.requests().getFirst();
        assertThat(request.path()).isEqualTo("/maps/api/place/nearbysearch/json");
        assertThat(request.params().names()).containsExactlyInAnyOrder("location", "radius", "key");
        assertThat(request.getParam("location")).isEqualTo("0.00001,-118.445127");
        assertThat(request.getParam("radius")).isEqualTo("0.0005");
        assertThat(request.getParam("key")).isEqualTo(KEY);
        assertThat(request.uri()).endsWith("&key=AIza%2B%2Fthe-key");
        assertThat(request.getHeader("user-agent")).isEqualTo("server-herd");
        search.near(new Position(-90, 0), 50_000, 3).await();
        assertThat(places.requests().getLast().getParam("location")).isEqualTo("-90,0");
        assertThat(places.requests().getLast().getParam("radius")).isEqualTo("50000");
    }

    @Test
    void theGazetteerIsToldNoKeyAndLoggedWhole(Vertx vertx) {
        places.answer(200, FakePlaces.GOOD);
        NearbySearch ours = search(vertx, PlacesConfig.Provider.GAZETTEER);
        NearbyAnswer answer = ours.near(UNIVERSITY, 10_000, 3).await();
        assertThat(places.requests().getFirst().getParam("key")).isNull();
        assertThat(answer.loggable().equals(answer.document())).isTrue();
        assertThat(text(answer)).contains("\"good\"");
        ours.close().await();
    }

    @Test
    void ofGooglesPlacesOnlyIdsMayBeLogged() {
        assertThat(near(FakePlaces.GOOD).loggable().toString())
                .isEqualTo("{\"status\":\"OK\",\"place_ids\":[\"id-good\"]}");
        assertThat(near("{\"html_attributions\":[\"Zoë\"],\"status\":\"ZERO_RESULTS\"}")
                        .loggable()
                        .toString())
                .isEqualTo("{\"status\":\"ZERO_RESULTS\",\"place_ids\":[]}");
        NearbyAnswer denied = near("{\"status\":\"REQUEST_DENIED\",\"error_message\":\"no\"}");
        assertThat(denied.loggable().equals(denied.document())).isTrue();
    }

    @Test
    void messagesThatQuoteTheKeyAreBlotted() {
        NearbyAnswer good = near("{\"status\":\"OK\",\"info_messages\":[\"see ?key=AIza%2B%2Fthe-key\", 5]}");
        assertThat(new JsonObject(text(good)).getJsonArray("info_messages")).isEqualTo(JsonArray.of("see ?key=KEY"));
        NearbyAnswer answer = near("{\"status\":\"REQUEST_DENIED\",\"error_message\":\"bad key " + KEY + "!\"}");
        assertTrouble(answer, SearchStatus.REQUEST_DENIED);
        assertThat(new JsonObject(text(answer)).getString("error_message")).contains("bad key KEY!");
    }

    @Test
    void requestsShareAConnection() {
        assertThat(text(near(FakePlaces.GOOD))).contains("\"OK\"");
        assertThat(text(near(FakePlaces.GOOD))).contains("\"OK\"");
        assertThat(places.requests()).hasSize(2);
        assertThat(places.connections()).hasSize(1);
    }
}
