package io.herd.server.places;

import static io.herd.server.places.NearbySearchTest.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.herd.config.PlacesConfig;
import io.herd.config.ServerConfig;
import io.herd.geo.Position;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(VertxExtension.class)
class GazetteerServiceTest {
    private static final String UNIVERSITY = "location=34.0689,-118.4451";
    private static Gazetteer gazetteer;

    private final Promise<Gazetteer> loading = Promise.promise();
    private HttpServer server;
    private WebClient client;

    @BeforeAll
    static void load() {
        gazetteer = Gazetteer.load();
    }

    @BeforeEach
    void serve(Vertx vertx) {
        Router router = Router.router(vertx);
        new GazetteerService(loading.future()).mount(router);
        server = vertx.createHttpServer().requestHandler(router);
        server.listen(0, "127.0.0.1").await();
        client = WebClient.create(vertx);
    }

    @AfterEach
    void stop() {
        client.close();
        server.close().await();
    }

    private Future<HttpResponse<Buffer>> ask(String query) {
        return client.get(server.actualPort(), "127.0.0.1", "/maps/api/place/nearbysearch/json?" + query)
                .send();
    }

    private JsonObject answer(String query) {
        HttpResponse<Buffer> response = ask(query).await();
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.getHeader("content-type")).isEqualTo("application/json; charset=UTF-8");
        return new JsonObject(response.bodyAsString());
    }

    @Test
    void placesAreInGooglesForm() {
        loading.complete(gazetteer);
        JsonObject answer = answer(UNIVERSITY + "&radius=2000&key=whatever");
        assertThat(answer.fieldNames()).containsExactly("html_attributions", "results", "status");
        assertThat(answer.getString("status")).isEqualTo("OK");
        assertThat(answer.getJsonArray("html_attributions")).containsExactly("Places: GeoNames.org, CC BY 4.0");
        JsonObject westwood = answer.getJsonArray("results").getJsonObject(4);
        assertThat(westwood)
                .isEqualTo(new JsonObject()
                        .put(
                                "geometry",
                                new JsonObject()
                                        .put(
                                                "location",
                                                new JsonObject()
                                                        .put("lat", 34.05612)
                                                        .put("lng", -118.43063)))
                        .put("name", "Westwood")
                        .put("place_id", "geonames:5408522")
                        .put("reference", "geonames:5408522")
                        .put("types", new JsonArray().add("neighborhood").add("political"))
                        .put("vicinity", "California, United States"));
    }

    @Test
    void whoHasStationsIsCredited() {
        loading.complete(gazetteer);
        assertThat(answer("location=52.525,13.369&radius=300").getJsonArray("html_attributions"))
                .containsExactly("Places: GeoNames.org, CC BY 4.0", "Stations: Deutsche Bahn, CC BY 4.0");
    }

    @Test
    void atMostTwentyAreAnsweredAndNothingIsZeroResults() {
        loading.complete(gazetteer);
        assertThat(answer("location=51.5074,-0.1278&radius=50000").getJsonArray("results"))
                .hasSize(20);
        JsonObject ocean = answer("location=-48.87,-123.39&radius=50000");
        assertThat(ocean.getString("status")).isEqualTo("ZERO_RESULTS");
        assertThat(ocean.getJsonArray("results")).isEmpty();
        // Longer radii are read as 50 km; the nearest land is 2,700 km off.
        assertThat(answer("location=-48.87,-123.39&radius=9000000").getString("status"))
                .isEqualTo("ZERO_RESULTS");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "location=34.0689,-118.4451&radius=2000.5",
                "radius=2000&location=%2034.0689%20,%20-118.4451",
                "location=+34.0689,-118.4451&radius=2000",
                "location=%2B34.0689%2C-118.4451&radius=%2B2000",
            })
    void numbersAreReadAsPeopleWriteThem(String query) {
        loading.complete(gazetteer);
        assertThat(answer(query).getString("status")).isEqualTo("OK");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "radius=10",
                "location=&radius=10",
                "location=34&radius=10",
                "location=34,x&radius=10",
                "location=34,1,2&radius=10",
                "location=90.1,0&radius=10",
                "location=0,-180.1&radius=10",
                "location=NaN,0&radius=10",
                "location=1e1,0&radius=10",
                "location=0x1,0&radius=10",
                "location=34,0",
                "location=34,0&radius=",
                "location=34,0&radius=0",
                "location=34,0&radius=-1",
                "location=34,0&radius=x",
                "location=34,0&radius=Infinity",
                "location=34,0&radius=1e3",
                "location=34,0&radius=10&limit=0",
                "location=34,0&radius=10&limit=-1",
                "location=34,0&radius=10&limit=x",
            })
    void badRequestsAreToldWhy(String query) {
        loading.complete(gazetteer);
        JsonObject answer = answer(query);
        assertThat(answer.getString("status")).isEqualTo("INVALID_REQUEST");
        assertThat(answer.getJsonArray("results")).isEmpty();
        assertThat(answer.getString("error_message")).matches("(location|radius|limit) must be .*");
    }

    @Test
    void moreThanGoogleGivesMayBeAskedForAndHowFarItIsCompleteIsSaid() {
        loading.complete(gazetteer);
        String london = "location=51.5074,-0.1278&radius=50000&limit=";
        assertThat(answer(london + 60).getJsonArray("results")).hasSize(60);
        assertThat(answer(london + 1_000).getJsonArray("results")).hasSize(60);
        var center = new Position(51.5074, -0.1278);
        double farthest =
                center.distanceTo(gazetteer.near(center, 50_000, 60).getLast().position());
        assertThat(Double.parseDouble(ask(london + 60).await().getHeader("Complete-Radius")))
                .isEqualTo(farthest);
        assertThat(ask(UNIVERSITY + "&radius=2000&limit=60").await().getHeader("Complete-Radius"))
                .isEqualTo("2000");
    }

    @Test
    void aSearchThatKeepsAnswersSaysWhatTheGazetteerSays(Vertx vertx) {
        loading.complete(gazetteer);
        var search = new NearbySearch(vertx, PlacesConfig.DEFAULT, "http://127.0.0.1:" + server.actualPort());
        var random = new Random(5);
        for (int i = 0; i < 300; i++) {
            var center = new Position(51.5 + random.nextDouble() * 0.005, -0.1 + random.nextDouble() * 0.005);
            double radius = random.nextInt(1, 51) * 1_000;
            int limit = random.nextInt(1, 21);
            var answer = new JsonObject(text(search.near(center, radius, limit).await()));
            assertThat(answer.getJsonArray("results"))
                    .extracting(result -> ((JsonObject) result).getString("place_id"))
                    .isEqualTo(gazetteer.near(center, radius, limit).stream()
                            .map(Place::id)
                            .toList());
        }
        assertThat(search.counters().cacheHits.sum()).isGreaterThan(200);
        search.close().await();
    }

    @Test
    void aQueryThatCannotBeDecodedIsABadRequest() {
        loading.complete(gazetteer);
        assertThat(ask("location=%zz&radius=10").await().statusCode()).isEqualTo(400);
    }

    @Test
    void whoAsksWhileItLoadsWaits() {
        Future<HttpResponse<Buffer>> answer = ask(UNIVERSITY + "&radius=2000");
        // Answered on the same event loop, later than the first could have been.
        assertThat(client.get(server.actualPort(), "127.0.0.1", "/")
                        .send()
                        .await()
                        .statusCode())
                .isEqualTo(404);
        assertThat(answer.isComplete()).isFalse();
        loading.complete(gazetteer);
        assertThat(new JsonObject(answer.await().bodyAsString()).getString("status"))
                .isEqualTo("OK");
    }

    @Test
    void aGazetteerThatDidNotLoadIsAnUnknownError() {
        loading.fail(new IOException("row 17"));
        JsonObject answer = answer(UNIVERSITY + "&radius=2000");
        assertThat(answer.getString("status")).isEqualTo("UNKNOWN_ERROR");
        assertThat(answer.getString("error_message")).contains("log").doesNotContain("row 17");
    }

    @Test
    void theSearchFindsItByTheServersAddress(Vertx vertx) {
        loading.complete(gazetteer);
        var own = new ServerConfig("Goloman", "127.0.0.1", "0.0.0.0", 0, 0, server.actualPort(), List.of());
        NearbySearch search = NearbySearch.of(vertx, PlacesConfig.DEFAULT, own, null, _ -> {});
        String answer =
                text(search.near(new Position(34.0689, -118.4451), 10_000, 2).await());
        assertThat(answer.lines()).hasSize(3);
        assertThat(new JsonObject(answer).getJsonArray("results"))
                .extracting(result -> ((JsonObject) result).getString("name"))
                .containsExactly("90095", "90024");
        search.close().await();
    }
}
