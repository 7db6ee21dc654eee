package io.herd.server.places;

import static io.herd.server.places.Asked.LONG;
import static io.herd.server.places.Asked.UNIVERSITY;
import static io.herd.server.places.Asked.document;
import static io.herd.server.places.Asked.names;
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
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked of an Overpass interpreter, and what is made of its answers. */
@ExtendWith(VertxExtension.class)
class OverpassSourceTest {
    private static final Pattern AROUND = Pattern.compile("around:([\\d.]+),");
    private static final double METRES_PER_DEGREE = 111_195;

    private FakePlaces places;
    private NearbySearch search;

    @BeforeEach
    void start(Vertx vertx) {
        places = new FakePlaces(vertx);
        var config = new PlacesConfig(
                PlacesConfig.Provider.OVERPASS,
                places.url() + "/api/interpreter",
                null,
                LONG,
                1,
                200_000,
                PlacesConfig.Requests.DEFAULT,
                PlacesConfig.Breaker.DEFAULT,
                new PlacesConfig.Cache(0, Duration.ofHours(1)),
                PlacesConfig.DEFAULT.directory());
        search = Asked.search(vertx, config);
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

    private static String node(String id, double metresNorth) {
        return "{\"type\":\"node\",\"id\":%s,\"lat\":%s,\"lon\":-118.4451,\"tags\":{\"name\":\"n%s\",\"shop\":\"yes\"}}"
                .formatted(id, 34.0689 + metresNorth / METRES_PER_DEGREE, id);
    }

    private static String answer(List<String> elements) {
        return "{\"version\":0.6,\"elements\":[" + String.join(",", elements) + "]}";
    }

    /** Answers as an interpreter would that knows a node at each of these distances, in no order, and cuts. */
    private void know(List<Integer> metres, int cutAt) {
        places.answer(request -> {
            double radius = radius(places.bodies().getLast());
            List<String> found = metres.stream()
                    .filter(distance -> distance <= radius)
                    .sorted((a, b) -> b - a)
                    .limit(cutAt)
                    .map(distance -> node(Integer.toString(distance), distance))
                    .toList();
            request.response().end(answer(found));
        });
    }

    private static double radius(String body) {
        Matcher matcher = AROUND.matcher(URLDecoder.decode(body, StandardCharsets.UTF_8));
        assertThat(matcher.find()).isTrue();
        return Double.parseDouble(matcher.group(1));
    }

    private List<Double> radii() {
        return places.bodies().stream().map(OverpassSourceTest::radius).toList();
    }

    @Test
    void theRequestIsAFormWithAQuery() {
        var _ = near(answer(List.of(node("1", 10), node("2", 20), node("3", 30))));
        var request = places.requests().getFirst();
        assertThat(request.method().name()).isEqualTo("POST");
        assertThat(request.uri()).isEqualTo("/api/interpreter");
        assertThat(request.getHeader("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
        assertThat(request.getHeader("User-Agent")).startsWith("server-herd");
        assertThat(places.bodies().getFirst()).startsWith("data=").doesNotContain(" ", "[", "\"", "|", "~");
        assertThat(URLDecoder.decode(places.bodies().getFirst(), StandardCharsets.UTF_8))
                .isEqualTo("data=[out:json][timeout:30];nwr(around:250,34.0689,-118.4451)[name]"
                        + "[~\"^(amenity|shop|tourism|leisure|historic|office|railway|aeroway)$\"~\".\"];"
                        + "out tags center 200;");
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
        know(List.of(3_900, 100, 9_999, 2_000, 12_000), 200);
        assertThat(names(document(soon(search.near(UNIVERSITY, 10_000, 3))))).containsExactly("n100", "n2000", "n3900");
        assertThat(radii()).containsExactly(250.0, 1_000.0, 4_000.0);
        places.bodies().clear();
        assertThat(names(document(soon(search.near(UNIVERSITY, 10_000, 20)))))
                .containsExactly("n100", "n2000", "n3900", "n9999");
        assertThat(radii()).containsExactly(250.0, 1_000.0, 4_000.0, 10_000.0);
        places.bodies().clear();
        assertThat(names(document(soon(search.near(UNIVERSITY, 120, 20))))).containsExactly("n100");
        assertThat(radii()).containsExactly(120.0);
        assertThat(places.connections()).hasSize(1);
    }

    @Test
    void aCutAnswerIsAskedForLessFar() {
        // 300 places between 250 m and 1 km, of which an answer holds the farthest 200 only.
        know(IntStream.range(0, 300).map(i -> 251 + 2 * i).boxed().toList(), OverpassSource.MOST_ELEMENTS);
        assertThat(names(document(soon(search.near(UNIVERSITY, 10_000, 3))))).containsExactly("n251", "n253", "n255");
        assertThat(radii()).containsExactly(250.0, 1_000.0, 500.0);
    }

    @Test
    void aBudgetCountsEveryRequestOfASearch() {
        know(List.of(3_900), 200);
        soon(search.near(UNIVERSITY, 10_000, 1));
        assertThat(search.counters().requests.sum()).isEqualTo(3);
    }

    @Test
    void aBudgetThatEndsASearchIsNoFaultOfTheSource(Vertx vertx) {
        PlacesConfig config = Asked.with(
                Asked.config(PlacesConfig.Provider.OVERPASS, places, LONG),
                new PlacesConfig.Requests(10, 1),
                new PlacesConfig.Breaker(1, Duration.ofHours(1)));
        NearbySearch frugal = Asked.search(vertx, config);
        know(List.of(3_900), 200);
        for (int i = 1; i <= 2; i++) {
            assertThat(trouble(soon(frugal.near(UNIVERSITY, 10_000, i)), SearchStatus.OVER_QUERY_LIMIT))
                    .contains("places.requests.perDay")
                    .doesNotContain("left alone");
        }
        soon(frugal.close());
        assertThat(frugal.counters().refusedBudget.sum()).isEqualTo(2);
        assertThat(places.requests()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "400,INVALID_REQUEST,did not understand",
        "429,OVER_QUERY_LIMIT,no free slot",
        "504,UNKNOWN_ERROR,overloaded",
        "500,UNKNOWN_ERROR,HTTP status 500"
    })
    void httpErrorsHaveAStatusAndAdvice(int code, SearchStatus status, String reason) {
        places.answer(code, "<html>busy</html>");
        assertThat(trouble(soon(search.near(UNIVERSITY, 10_000, 3)), status)).contains(reason);
    }

    @Test
    void aRemarkIsAFailureWhateverWasFound() {
        String remark = "runtime error: Query timed out in \\\"query\\\" at line 1 after 11 seconds.";
        String body = answer(List.of(node("1", 1)))
                .replaceFirst("\\{", "{\"remark\":\"" + Matcher.quoteReplacement(remark) + "\",");
        assertThat(trouble(near(body), SearchStatus.UNKNOWN_ERROR)).contains("timed out", "smaller radius");
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
        know(IntStream.range(0, 100).map(i -> 7 * i).boxed().toList(), 200);
        JsonObject first = document(soon(keeping.near(UNIVERSITY, 10_000, 3)));
        int asked = places.requests().size();
        assertThat(document(soon(keeping.near(UNIVERSITY, 10_000, 3)))).isEqualTo(first);
        assertThat(names(first)).containsExactly("n0", "n7", "n14");
        assertThat(places.requests()).hasSize(asked);
        soon(keeping.close());
        assertThat(keeping.counters().cacheHits.sum()).isEqualTo(1);
    }
}
