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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    private NearbyAnswer near(int code, String body) {
        places.answer(code, body);
        return soon(search.near(UNIVERSITY, 10_000, 5));
    }

    private static String error(int code, String message, String details) {
        return "{\"error\": {\"code\": %d, \"message\": \"%s\", \"status\": \"X\", \"details\": [%s]}}"
                .formatted(code, message, details);
    }

    @Test
    void theRequestIsGooglesToTheLetter() {
        var _ = near(200, "{}");
        var request = places.requests().getFirst();
        assertThat(request.method().name()).isEqualTo("POST");
        assertThat(request.uri()).isEqualTo("/v1/places:searchNearby");
        assertThat(request.getHeader("Content-Type")).isEqualTo("application/json");
        assertThat(request.getHeader("X-Goog-Api-Key")).isEqualTo(KEY);
        assertThat(request.getHeader("X-Goog-FieldMask"))
                .isEqualTo("places.id,places.displayName,places.location,places.types,places.shortFormattedAddress,"
                        + "places.formattedAddress,places.businessStatus,places.viewport,places.plusCode");
        assertThat(places.bodies().getFirst())
                .isEqualTo("{\"maxResultCount\":5,\"rankPreference\":\"DISTANCE\",\"locationRestriction\":{\"circle\":"
                        + "{\"center\":{\"latitude\":34.0689,\"longitude\":-118.4451},\"radius\":10000.0}}}");
    }

    @Test
    void aPlaceBecomesOneOfTheLegacyForm() {
        JsonObject document = document(near(200, "{\"places\": [" + PLACE + "]}"));
        assertThat(document.getString("status")).isEqualTo("OK");
        assertThat(document.getJsonArray("html_attributions")).containsExactly("Google Maps");
        assertThat(document.getJsonArray("results")).containsExactly(new JsonObject("""
                {"business_status": "OPERATIONAL",
                 "geometry": {"location": {"lat": 34.07, "lng": -118.44},
                              "viewport": {"northeast": {"lat": 34.08, "lng": -118.43}, "southwest": {"lat": 34.06, "lng": -118.45}}},
                 "name": "UCLA", "place_id": "ChIJ1",
                 "plus_code": {"compound_code": "3HC3+2X Los Angeles, CA, USA", "global_code": "85633HC3+2X"},
                 "price_level": 2, "rating": 4.5, "reference": "ChIJ1", "scope": "GOOGLE",
                 "types": ["university", "point_of_interest", "establishment"],
                 "user_ratings_total": 1234, "vicinity": "405 Hilgard Ave, Los Angeles"}"""));
    }

    @Test
    void whatAPlaceLacksIsLeftOut() {
        String bare =
                "{\"id\": \"x\", \"formattedAddress\": \"far\", \"location\": {\"latitude\": 34.07, \"longitude\": -118.44}}";
        JsonObject document = document(near(200, "{\"places\": [{\"id\": \"nowhere\"}, " + bare + "]}"));
        assertThat(document.getJsonArray("results")).containsExactly(new JsonObject("""
                {"geometry": {"location": {"lat": 34.07, "lng": -118.44}}, "place_id": "x", "reference": "x",
                 "scope": "GOOGLE", "types": [], "vicinity": "far"}"""));
    }

    @Test
    void aCoordinateThatIsLeftOutIsZero() {
        places.answer(200, "{\"places\": [{\"id\": \"greenwich\", \"location\": {\"latitude\": 51.48}}]}");
        JsonObject document = document(soon(search.near(new Position(51.48, 0), 10_000, 5)));
        assertThat(document.getJsonArray("results").getJsonObject(0).getJsonObject("geometry"))
                .isEqualTo(new JsonObject("{\"location\": {\"lat\": 51.48, \"lng\": 0}}"));
    }

    @Test
    void othersWhoMustBeNamedAreNamed() {
        String place = PLACE.replace("\"rating\"", "\"attributions\": [{\"provider\": \"Guide\"}], \"rating\"");
        assertThat(document(near(200, "{\"places\": [" + place + "," + place + "]}"))
                        .getJsonArray("html_attributions"))
                .isEqualTo(JsonArray.of("Google Maps", "Guide"));
    }

    @Test
    void nothingFoundIsZeroResults() {
        assertThat(document(near(200, "{}")).getString("status")).isEqualTo("ZERO_RESULTS");
    }

    @Test
    void anUnknownKeyIsDeniedWithWhatToDo() {
        String details = "{\"@type\": \"type.googleapis.com/google.rpc.ErrorInfo\", \"reason\": \"API_KEY_INVALID\"}";
        String body = error(400, "API key not valid. Please pass a valid API key.", details);
        assertThat(trouble(near(400, body), SearchStatus.REQUEST_DENIED))
                .contains("API_KEY_INVALID", "GOOGLE_PLACES_KEY", "Places API (New)");
    }

    @ParameterizedTest
    @CsvSource({
        "400,INVALID_REQUEST,places.url",
        "401,REQUEST_DENIED,GOOGLE_PLACES_KEY",
        "403,REQUEST_DENIED,Places API (New) enabled",
        "404,UNKNOWN_ERROR,check the url",
        "429,OVER_QUERY_LIMIT,raise the quota",
        "500,UNKNOWN_ERROR,try again later",
        "503,UNKNOWN_ERROR,try again later"
    })
    void httpErrorsHaveAStatusAndAdvice(int code, SearchStatus status, String advice) {
        assertThat(trouble(near(code, error(code, "the reason", "")), status)).contains(advice);
        assertThat(trouble(near(code, "<html>" + KEY), status)).contains(advice);
    }

    @Test
    void googlesReasonIsPassedOnWithoutTheKey() {
        String reason = "It is disabled for " + KEY;
        assertThat(trouble(near(403, error(403, reason, "")), SearchStatus.REQUEST_DENIED))
                .contains("(it says: It is disabled for KEY)");
        assertThat(trouble(near(400, error(400, "long ".repeat(1000), "")), SearchStatus.INVALID_REQUEST))
                .hasSizeLessThan(600);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"@type\": \"a/google.rpc.RetryInfo\", \"retryDelay\": \"37s\"}"})
    void itIsLeftAloneForAsLongAsItAsks(String retryInfo) {
        var _ = trouble(near(429, error(429, "slow down", retryInfo)), SearchStatus.OVER_QUERY_LIMIT);
        assertThat(trouble(near(200, "{}"), SearchStatus.OVER_QUERY_LIMIT))
                .contains("slow down")
                .containsPattern("will be asked again in 3[67] s");
        assertThat(places.requests()).hasSize(1);
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
                "{\"places\": [{\"location\": {\"latitude\": 1, \"longitude\": 1}, \"types\": \"x\"}]}",
                "{\"places\": [{\"location\": {\"latitude\": 1, \"longitude\": 1}, \"displayName\": \"x\"}]}",
            })
    void nonsenseIsAnUnknownError(String body) {
        assertThat(trouble(near(200, body), SearchStatus.UNKNOWN_ERROR)).contains("no answer of Nearby Search");
    }

    @Test
    void nothingOfItIsKept() {
        NearbyAnswer answer = near(200, "{\"places\": [" + PLACE + "]}");
        assertThat(answer.loggable().toString()).isEqualTo("{\"status\":\"OK\",\"place_ids\":[\"ChIJ1\"]}");
        var _ = near(200, "{\"places\": [" + PLACE + "]}");
        assertThat(places.requests()).hasSize(2);
        assertThat(places.connections()).hasSize(1);
    }
}
