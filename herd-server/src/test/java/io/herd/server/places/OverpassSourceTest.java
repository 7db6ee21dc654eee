package io.herd.server.places;

import static io.herd.server.places.Asked.LONG;
import static io.herd.server.places.Asked.UNIVERSITY;
import static io.herd.server.places.Asked.document;
import static io.herd.server.places.Asked.soon;
import static io.herd.server.places.Asked.trouble;
import static org.assertj.core.api.Assertions.assertThat;

import io.herd.config.PlacesConfig;
import io.herd.protocol.NearbyAnswer;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked of an Overpass interpreter, and what is made of its answers. */
@ExtendWith(VertxExtension.class)
class OverpassSourceTest {
    private FakePlaces places;
    private FakeOverpass overpass;
    private NearbySearch search;

    @BeforeEach
    void start(Vertx vertx) {
        places = new FakePlaces(vertx);
        overpass = new FakeOverpass(places);
        search = search(vertx, LONG);
    }

    private NearbySearch search(Vertx vertx, Duration deadline) {
        var config = new PlacesConfig(
                PlacesConfig.Provider.OVERPASS,
                places.url() + "/api/interpreter",
                null,
                deadline,
                1,
                200_000,
                PlacesConfig.Requests.DEFAULT,
                PlacesConfig.Breaker.DEFAULT,
                new PlacesConfig.Cache(0, Duration.ofHours(1)),
                PlacesConfig.DEFAULT.directory());
        return Asked.search(vertx, config);
    }

    @AfterEach
    void stop() {
        soon(search.close());
        places.close();
    }

    private NearbyAnswer near(String body) {
        places.answer(200, body);
        return soon(search.near(UNIVERSITY, 10_000, 3));
    }

    private List<String> names(double radius, int limit) {
        return Asked.names(document(soon(search.near(UNIVERSITY, radius, limit))));
    }

    @Test
    void theRequestIsAFormWithAQuery() {
        overpass.knowNodes(List.of(10, 20, 30));
        var _ = names(10_000, 3);
        var request = places.requests().getFirst();
        assertThat(request.method().name()).isEqualTo("POST");
        assertThat(request.uri()).isEqualTo("/api/interpreter");
        assertThat(request.getHeader("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
        assertThat(request.getHeader("User-Agent")).startsWith("server-herd");
        assertThat(places.bodies().getFirst()).startsWith("data=").doesNotContain(" ", "[", "\"", "|", "~");
        String filter = "[name][~\"^(amenity|shop|tourism|leisure|historic|office|railway|aeroway)$\"~\".\"];";
        assertThat(URLDecoder.decode(places.bodies().getFirst(), StandardCharsets.UTF_8))
                .isEqualTo(
                        "data=[out:json][timeout:30];is_in(34.0689,-118.4451)->.in;(nwr(around:250,34.0689,-118.4451)"
                                + filter + "wr(pivot.in)" + filter + ");out tags center 200;");
    }

    @Test
    void elementsBecomePlacesOfTheLegacyForm() {
        JsonObject document = document(near("""
                {"elements": [
                 {"type": "node", "id": 123, "lat": 34.07, "lon": -118.44,
                  "tags": {"name": "Café Ü", "amenity": "cafe;bar", "addr:housenumber": "12", "addr:street": "Main Street",
                           "addr:city": "Springfield"}},
                 {"type": "way", "id": 9007199254740993, "center": {"lat": 34.0711, "lon": -118.4391},
                  "tags": {"name": "Old Hotel", "historic": "yes", "tourism": "hotel"}},
                 {"type": "relation", "id": 5, "tags": {"name": "nowhere", "shop": "x"}},
                 {"type": "node", "id": 6, "lat": 34.07, "lon": -118.44, "tags": {"shop": "nameless"}}]}"""));
        assertThat(document.getJsonArray("html_attributions")).containsExactly("© OpenStreetMap contributors, ODbL");
        assertThat(document.getJsonArray("results")).isEqualTo(new JsonArray("""
                [{"geometry": {"location": {"lat": 34.07, "lng": -118.44}}, "name": "Café Ü", "place_id": "osm:node/123",
                  "reference": "osm:node/123", "types": ["cafe", "bar", "point_of_interest", "establishment"],
                  "vicinity": "12 Main Street, Springfield"},
                 {"geometry": {"location": {"lat": 34.0711, "lng": -118.4391}}, "name": "Old Hotel",
                  "place_id": "osm:way/9007199254740993", "reference": "osm:way/9007199254740993",
                  "types": ["hotel", "historic", "point_of_interest", "establishment"]}]"""));
    }

    @Test
    void theRadiusIsWidenedUntilThereAreEnough() {
        overpass.knowNodes(List.of(3_900, 100, 9_999, 2_000, 12_000));
        assertThat(names(10_000, 3)).containsExactly("n100", "n2000", "n3900");
        assertThat(overpass.radii())
                .hasSizeLessThanOrEqualTo(4)
                .startsWith(250.0)
                .isSorted();
        overpass.radii().clear();
        assertThat(names(10_000, 20)).containsExactly("n100", "n2000", "n3900", "n9999");
        assertThat(overpass.radii()).hasSizeLessThanOrEqualTo(4).endsWith(10_000.0);
        overpass.radii().clear();
        assertThat(names(120, 20)).containsExactly("n100");
        assertThat(overpass.radii()).containsExactly(120.0);
        assertThat(places.connections()).hasSize(1);
    }

    @Test
    void whereNothingIsTheRadiusGrowsFast() {
        assertThat(names(50_000, 20)).isEmpty();
        assertThat(overpass.radii()).containsExactly(250.0, 2_000.0, 16_000.0, 50_000.0);
    }

    @Test
    void theNextRadiusIsChosenByHowMuchIsThere() {
        overpass.knowNodes(
                IntStream.rangeClosed(1, 120).map(i -> 20 * i).boxed().toList());
        assertThat(names(50_000, 20)).hasSize(20).startsWith("n20", "n40").endsWith("n400");
        assertThat(overpass.radii()).hasSize(2);
    }

    @Test
    void aCutAnswerIsAskedForLessFar() {
        // 600 places from 251 m on, of which an answer holds the farthest 200 only.
        overpass.knowNodes(IntStream.range(0, 600).map(i -> 251 + i).boxed().toList());
        assertThat(names(10_000, 3)).containsExactly("n251", "n252", "n253");
        assertThat(overpass.radii()).hasSizeLessThanOrEqualTo(4).startsWith(250.0, 2_000.0);
    }

    @Test
    void anAnswerThatIsCutWhateverTheRadiusSaysThatPlacesMayBeMissing() {
        IntStream.range(0, 300).forEach(id -> overpass.knowWay(id, "Stall " + id, 0, false, 1));
        JsonObject document = document(soon(search.near(UNIVERSITY, 10_000, 3)));
        assertThat(Asked.names(document)).hasSize(3);
        assertPart(document, "too many places here");
        assertThat(overpass.radii()).hasSize(5).isSortedAccordingTo(Comparator.reverseOrder());
    }

    @Test
    void anAreaOneStandsInIsFoundHoweverFarItsOutlineIs() {
        overpass.knowNodes(List.of(150, 160, 170));
        overpass.knowWay(7, "Park", 900, true, 100);
        overpass.knowWay(8, "Elsewhere", 900, false, 1_100);
        assertThat(names(10_000, 3)).containsExactly("Park", "n150", "n160");
        assertThat(overpass.radii()).hasSize(1);
    }

    @Test
    void whatStandsFartherThanItsOutlineDoesNotCountAsNear() {
        overpass.knowNodes(List.of(100, 300));
        overpass.knowWay(7, "Long", 50, false, 5_000);
        assertThat(names(10_000, 2)).containsExactly("n100", "n300");
    }

    @Test
    void aPlaceThatIsTaggedTwiceIsToldOnce() {
        overpass.knowNodes(List.of(100, 500));
        overpass.knowWay(100, "n100", 80, true, 120);
        overpass.knowWay(101, "n500", 20, false, 900);
        JsonObject document = document(soon(search.near(UNIVERSITY, 10_000, 20)));
        assertThat(document.getJsonArray("results").stream().map(each -> ((JsonObject) each).getString("place_id")))
                .containsExactly("osm:node/100", "osm:node/500", "osm:way/101");
    }

    @Test
    void anOddElementIsLeftOutAndCounted() {
        String good = FakeOverpass.json("node", 1, "good", 10);
        String answer = FakeOverpass.answer(List.of(
                good,
                "7",
                "{}",
                good.replace("\"good\"", "\" \""),
                good.replace("\"good\"", "[]"),
                good.replace(":1,", ":[],")));
        assertThat(Asked.names(document(near(answer)))).containsExactly("good");
        assertThat(search.counters().leftOut.sum())
                .isEqualTo(5L * places.requests().size());
    }

    @Test
    void aBudgetCountsEveryRequestOfASearch() {
        overpass.knowNodes(List.of(3_900));
        var _ = names(10_000, 1);
        assertThat(search.counters().requests.sum())
                .isEqualTo(overpass.radii().size())
                .isGreaterThan(1);
    }

    @Test
    void aBudgetThatEndsASearchIsNoFaultOfTheProvider(Vertx vertx) {
        PlacesConfig config = Asked.with(
                Asked.config(PlacesConfig.Provider.OVERPASS, places, LONG),
                new PlacesConfig.Requests(10, 1),
                new PlacesConfig.Breaker(1, Duration.ofHours(1)));
        NearbySearch frugal = Asked.search(vertx, config);
        overpass.knowNodes(List.of(3_900));
        for (int i = 1; i <= 2; i++) {
            assertThat(trouble(soon(frugal.near(UNIVERSITY, 10_000, i)), SearchStatus.OVER_QUERY_LIMIT))
                    .contains("places.requests.perDay")
                    .doesNotContain("circuit breaker");
        }
        soon(frugal.close());
        assertThat(frugal.counters().refusedBudget.sum()).isEqualTo(2);
        assertThat(places.requests()).hasSize(1);
    }

    private void assertPart(JsonObject document, String why) {
        assertThat(document.getString("status")).isEqualTo("OK");
        assertThat(document.containsKey("error_message")).isFalse();
        assertThat(document.getJsonArray("info_messages"))
                .singleElement()
                .asString()
                .startsWith("Some places may be missing: ")
                .contains(why);
    }

    @Test
    void aSearchThatFailsOnTheWayIsAnsweredAsFarAsItCame() {
        overpass.knowNodes(List.of(100, 5_000));
        overpass.answerOnly(1, request -> request.response().setStatusCode(504).end());
        JsonObject document = document(soon(search.near(UNIVERSITY, 10_000, 3)));
        assertThat(Asked.names(document)).containsExactly("n100");
        assertPart(document, "is overloaded (HTTP status 504)");
        assertThat(trouble(soon(search.near(UNIVERSITY, 9_000, 3)), SearchStatus.UNKNOWN_ERROR))
                .contains("HTTP status 504", "circuit breaker is open");
    }

    @Test
    void whatCameOnlyAsFarAsPlacesBeyondTheRadiusIsAFailure() {
        overpass.knowWay(7, "Long", 50, false, 5_000);
        overpass.answerOnly(1, request -> request.response().setStatusCode(500).end());
        assertThat(trouble(soon(search.near(UNIVERSITY, 1_000, 3)), SearchStatus.UNKNOWN_ERROR))
                .contains("HTTP status 500");
    }

    @Test
    void aSearchThatTheDeadlineEndsIsAnsweredAsFarAsItCame(Vertx vertx) {
        overpass.knowNodes(List.of(100, 5_000));
        overpass.answerOnly(1, request -> {});
        NearbySearch hasty = search(vertx, Duration.ofSeconds(3));
        JsonObject document = document(soon(hasty.near(UNIVERSITY, 10_000, 3)));
        assertThat(Asked.names(document)).containsExactly("n100");
        assertPart(document, "did not answer within 3000 ms");
        soon(hasty.close());
    }

    @Test
    void anInterruptedAnswerIsToldAsFarAsItWent() {
        overpass.knowNodes(List.of(100));
        String remark = "runtime error: Query timed out in \\\"query\\\" at line 1 after 11 seconds.";
        String rest = FakeOverpass.answer(List.of(FakeOverpass.json("node", 1, "rest", 900)));
        overpass.answerOnly(
                1,
                request -> request.response()
                        .end(rest.replace("{\"version\"", "{\"remark\":\"" + remark + "\",\"version\"")));
        JsonObject document = document(soon(search.near(UNIVERSITY, 10_000, 3)));
        assertThat(Asked.names(document)).containsExactly("n100", "rest");
        assertPart(document, "timed out");
    }

    @Test
    void anInterruptedAnswerWithoutPlacesIsAFailure() {
        String remark = "{\"elements\":[],\"remark\":\"runtime error: Query timed out\"}";
        assertThat(trouble(near(remark), SearchStatus.UNKNOWN_ERROR)).contains("timed out");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"elements\":{}}",
                "{\"elements\":[1]}",
                "{\"elements\":[{\"tags\":[]}]}",
                "{\"elements\":[",
                "<?xml version=\"1.0\"?>",
            })
    void nonsenseIsAnUnknownError(String body) {
        assertThat(trouble(near(body), SearchStatus.UNKNOWN_ERROR)).contains("no answer of Nearby Search");
    }

    @Test
    void theKeptAnswerServesTheWholeCell(Vertx vertx) {
        NearbySearch keeping = Asked.search(vertx, Asked.config(PlacesConfig.Provider.OVERPASS, places, LONG));
        overpass.knowNodes(IntStream.range(0, 100).map(i -> 7 * i).boxed().toList());
        JsonObject first = document(soon(keeping.near(UNIVERSITY, 10_000, 3)));
        int asked = places.requests().size();
        assertThat(document(soon(keeping.near(UNIVERSITY, 10_000, 3)))).isEqualTo(first);
        assertThat(Asked.names(first)).containsExactly("n0", "n7", "n14");
        assertThat(places.requests()).hasSize(asked);
        soon(keeping.close());
        assertThat(keeping.counters().cacheHits.sum()).isEqualTo(1);
    }

    @Test
    void partOfAnAnswerIsNotKept(Vertx vertx) {
        NearbySearch keeping = Asked.search(vertx, Asked.config(PlacesConfig.Provider.OVERPASS, places, LONG));
        overpass.knowNodes(List.of(100, 5_000));
        overpass.answerOnly(1, request -> request.response().setStatusCode(500).end());
        assertPart(document(soon(keeping.near(UNIVERSITY, 10_000, 3))), "HTTP status 500");
        overpass.answerOnly(100, request -> {});
        assertThat(Asked.names(document(soon(keeping.near(UNIVERSITY, 10_000, 3)))))
                .containsExactly("n100", "n5000");
        soon(keeping.close());
    }
}
