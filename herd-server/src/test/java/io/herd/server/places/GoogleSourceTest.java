package io.herd.server.places;

import static io.herd.server.places.Asked.KEY;
import static io.herd.server.places.Asked.LONG;
import static io.herd.server.places.Asked.UNIVERSITY;
import static io.herd.server.places.Asked.document;
import static io.herd.server.places.Asked.soon;
import static io.herd.server.places.Asked.trouble;
import static org.assertj.core.api.Assertions.assertThat;

import io.herd.config.PlacesConfig;
import io.herd.geo.Position;
import io.herd.protocol.NearbyAnswer;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked of Google's Places API (New), and what is made of its answers. */
@ExtendWith(VertxExtension.class)
class GoogleSourceTest {
    private static final String PLACE = """
            {"name": "places/ChIJ1", "id": "ChIJ1",
             "types": ["university", "point_of_interest", "establishment"],
             "formattedAddress": "405 Hilgard Ave, Los Angeles, CA 90095, USA",
             "location": {"latitude": 34.07, "longitude": -118.44},
             "viewport": {"low": {"latitude": 34.06, "longitude": -118.45}, "high": {"latitude": 34.08, "longitude": -118.43}},
             "plusCode": {"globalCode": "85633HC3+2X", "compoundCode": "3HC3+2X Los Angeles, CA, USA"},
             "rating": 4.5, "userRatingCount": 1234, "priceLevel": "PRICE_LEVEL_MODERATE",
             "businessStatus": "OPERATIONAL",
             "displayName": {"text": "UCLA", "languageCode": "en"},
             "shortFormattedAddress": "405 Hilgard Ave, Los Angeles"}""";

    private FakePlaces places;
    private NearbySearch search;

    @BeforeEach
    void start(Vertx vertx) {
        places = new FakePlaces(vertx);
        search = Asked.search(vertx, Asked.config(PlacesConfig.Provider.GOOGLE, places, LONG));
    }

    @AfterEach
    void stop() {
        soon(search.close());
        places.close();
    }

    private JsonObject documentOf(String... all) {
        places.answer(new FakeGoogle(Stream.of(all).map(JsonObject::new).toArray(JsonObject[]::new)));
        return document(soon(search.near(UNIVERSITY, 10_000, 5)));
    }

    private NearbyAnswer near(int code, String body) {
        places.answer(code, body);
        return soon(search.near(UNIVERSITY, 10_000, 5));
    }

    @Test
    void theRequestIsGooglesToTheLetter() {
        var _ = near(200, "{}");
        var request = places.requests().getFirst();
        assertThat(request.method().name()).isEqualTo("POST");
        assertThat(request.uri()).isEqualTo("/v1/places:searchNearby");
        assertThat(request.getHeader("Content-Type")).isEqualTo("application/json");
        assertThat(request.getHeader("X-Goog-Api-Key")).isEqualTo(KEY);
        assertThat(places.bodies().getFirst())
                .isEqualTo("{\"maxResultCount\":5,\"rankPreference\":\"DISTANCE\",\"locationRestriction\":{\"circle\":"
                        + "{\"center\":{\"latitude\":34.0689,\"longitude\":-118.4451},\"radius\":10000.0}}}");
    }

    @Test
    void onlyFieldsOfTheCheaperPriceClassAreAskedFor() {
        var google = new FakeGoogle(new JsonObject(PLACE));
        places.answer(google);
        soon(search.near(UNIVERSITY, 10_000, 5));
        assertThat(google.asked()).isNotEmpty().isSubsetOf(FakeGoogle.PRO);
    }

    @Test
    void aPlaceBecomesOneOfTheLegacyForm() {
        JsonObject document = documentOf(PLACE);
        assertThat(document.getString("status")).isEqualTo("OK");
        assertThat(document.getJsonArray("html_attributions")).containsExactly("Google Maps");
        assertThat(document.getJsonArray("results")).containsExactly(new JsonObject("""
                {"business_status": "OPERATIONAL",
                 "geometry": {"location": {"lat": 34.07, "lng": -118.44},
                              "viewport": {"northeast": {"lat": 34.08, "lng": -118.43}, "southwest": {"lat": 34.06, "lng": -118.45}}},
                 "name": "UCLA", "place_id": "ChIJ1",
                 "plus_code": {"compound_code": "3HC3+2X Los Angeles, CA, USA", "global_code": "85633HC3+2X"},
                 "reference": "ChIJ1", "scope": "GOOGLE",
                 "types": ["university", "point_of_interest", "establishment"], "vicinity": "405 Hilgard Ave, Los Angeles"}"""));
    }

    @Test
    void whatAPlaceLacksIsLeftOut() {
        JsonObject document = documentOf("{\"id\": \"nowhere\"}", """
                {"id": "x", "displayName": {"text": "X"}, "formattedAddress": "far",
                 "location": {"latitude": 34.07, "longitude": -118.44}}""");
        assertThat(document.getJsonArray("results")).containsExactly(new JsonObject("""
                {"geometry": {"location": {"lat": 34.07, "lng": -118.44}}, "name": "X", "place_id": "x", "reference": "x",
                 "scope": "GOOGLE", "types": [], "vicinity": "far"}"""));
    }

    @Test
    void aCoordinateThatIsLeftOutIsZero() {
        places.answer(new FakeGoogle(new JsonObject(
                "{\"id\": \"x\", \"displayName\": {\"text\": \"Greenwich\"}, \"location\": {\"latitude\": 51.48}}")));
        JsonObject document = document(soon(search.near(new Position(51.48, 0), 10_000, 5)));
        assertThat(document.getJsonArray("results").getJsonObject(0).getJsonObject("geometry"))
                .isEqualTo(new JsonObject("{\"location\": {\"lat\": 51.48, \"lng\": 0}}"));
    }

    @Test
    void othersWhoMustBeNamedAreNamed() {
        String place = PLACE.replace("\"rating\"", """
                "attributions": [{"provider": "Guide"}, {"provider": 5}, 7,
                                 {"provider": "A <b>", "providerUri": "https://a.example/?x=1&y"},
                                 {"provider": "Script", "providerUri": "javascript:alert(1)"}], "rating\"""");
        assertThat(documentOf(place, place).getJsonArray("html_attributions"))
                .isEqualTo(JsonArray.of(
                        "Google Maps", "Guide", "<a href=\"https://a.example/?x=1&amp;y\">A &lt;b&gt;</a>", "Script"));
    }

    @Test
    void anOddRecordIsLeftOutAndCounted() {
        JsonObject document = documentOf(
                PLACE,
                PLACE.replace("34.07", "\"north\""),
                PLACE.replace("\"UCLA\"", "\" \""),
                PLACE.replace("\"UCLA\"", "\"UC\\nLA\""),
                PLACE.replace("\"UCLA\"", "17"),
                PLACE.replace("\"university\", ", "\"" + "x".repeat(20_000) + "\", "));
        assertThat(document.getJsonArray("results")).hasSize(1);
        assertThat(search.counters().leftOut.sum()).isEqualTo(5);
    }

    @Test
    void nothingFoundIsZeroResults() {
        assertThat(documentOf().getString("status")).isEqualTo("ZERO_RESULTS");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"places\": [",
                "{\"places\": {}}",
                "{\"places\": [1]}",
                "{\"places\": [{\"location\": 5}]}",
                "{\"error\": {\"message\": \"x\"}}",
                "{\"places\": [{\"location\": {\"latitude\": 1, \"longitude\": 1}, \"types\": \"x\"}]}",
                "{\"places\": [{\"location\": {\"latitude\": 1, \"longitude\": 1}, \"displayName\": \"x\"}]}",
            })
    void nonsenseIsAnUnknownError(String body) {
        assertThat(trouble(near(200, body), SearchStatus.UNKNOWN_ERROR)).contains("no answer of Nearby Search");
    }

    @Test
    void nothingOfItIsKept() {
        places.answer(new FakeGoogle(new JsonObject(PLACE)));
        NearbyAnswer answer = soon(search.near(UNIVERSITY, 10_000, 5));
        assertThat(answer.loggable().toString()).isEqualTo("{\"status\":\"OK\",\"place_ids\":[\"ChIJ1\"]}");
        var _ = documentOf(PLACE);
        assertThat(places.requests()).hasSize(2);
        assertThat(places.connections()).hasSize(1);
    }
}
