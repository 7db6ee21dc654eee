package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.config.ExpiryConfig;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Fences that are defined at one server, and watched at others, wherever reports are taken. */
@ExtendWith(VertxExtension.class)
class FencesTest {
    private static final String DEPOT = "{\"latitude\":34,\"longitude\":-118,\"radius\":0.15}";
    private static final String INSIDE = "+34.0001-118";
    private static final String OUTSIDE = "+34.01-118";

    private Vertx vertx;
    private TestHerd herd;
    private long time = 1_000;

    @BeforeEach
    void start(Vertx anyVertx, @TempDir Path logs) {
        vertx = anyVertx;
        herd = TestHerd.five(vertx, logs, ExpiryConfig.DEFAULT);
    }

    @AfterEach
    void stop() {
        herd.close();
    }

    private HttpResponse<String> request(String method, String server, String path, String body) {
        int port = herd.server(server).httpPort();
        return Http.request(method, port, "/api/v1/fences" + path, body, "Content-Type", "application/json");
    }

    private void define(String server, String name, String area) {
        assertThat(request("PUT", server, "/" + name, area).statusCode()).isEqualTo(200);
    }

    private int status(String server, String name) {
        return request("GET", server, "/" + name, "").statusCode();
    }

    private void report(String server, String client, String location) {
        assertThat(TestClient.ask(herd.server(server), "IAMAT %s %s %d".formatted(client, location, time++)))
                .startsWith("AT " + server);
    }

    /** Watches a fence, once the server follows it: a client that was in it before shows that. */
    private TestClient watch(String server, String fence) {
        TestClient[] watcher = new TestClient[1];
        Await.until("the fence is known, or deleted", () -> {
            watcher[0] = TestClient.connect(herd.server(server));
            boolean isFollowed =
                    watcher[0].send("FENCE " + fence + "\n").document().contains(" marker ");
            if (!isFollowed) {
                watcher[0].close();
            }
            return isFollowed;
        });
        return watcher[0];
    }

    private void defineDepot() {
        report("Goloman", "marker", INSIDE);
        herd.awaitAgreement(1);
        define("Goloman", "depot", DEPOT);
    }

    @Test
    void allServersTellTheSameEvents() {
        defineDepot();
        try (TestClient welsh = watch("Welsh", "depot");
                TestClient hands = watch("Hands", "depot");
                EventClient stream = EventClient.open(herd.server("Welsh"), "fence=depot")) {
            assertThat(stream.upTo("ready"))
                    .extracting(EventClient.Event::toString)
                    .containsExactly("inside marker");
            report("Wilkes", "kiwi", OUTSIDE);
            // The others have it before the next one is taken, so that each sees both.
            herd.awaitAgreement(2);
            report("Wilkes", "kiwi", INSIDE);
            String enter = welsh.line();
            assertThat(enter)
                    .matches("! FENCE depot ENTER [0-9a-f]{32} AT Wilkes \\+.* kiwi \\+34\\.0001-118 " + (time - 1));
            assertThat(hands.line()).isEqualTo(enter);
            EventClient.Event event = stream.next();
            assertThat(event.name()).isEqualTo("enter");
            assertThat(enter).contains(" " + event.data().getString("id") + " ");
            assertThat(event.data().getString("fence")).isEqualTo("depot");
            report("Goloman", "kiwi", OUTSIDE);
            herd.awaitAgreement(2);
            report("Goloman", "kiwi", "+34.02-118");
            String leave = hands.line();
            assertThat(leave).startsWith("! FENCE depot LEAVE ");
            assertThat(welsh.line()).startsWith("! FENCE depot LEAVE ");
            assertThat(stream.next().toString()).isEqualTo("leave kiwi");
            assertThat(hands.send("UNWATCH\n").line()).isEqualTo("UNWATCH 1");
        }
    }

    @Test
    void aWebSocketTellsOfFencesBesideClients() {
        defineDepot();
        watch("Welsh", "depot").close();
        try (var client = SocketClient.json(vertx, herd.server("Welsh"))) {
            client.say("{\"subscribe\":\"gate\",\"fence\":\"depot\"}");
            assertThat(events(client.text(), "gate")).containsExactly("inside depot marker");
            assertThat(client.text()).isEqualTo(ready("gate"));
            client.say("{\"subscribe\":\"all\",\"fences\":\"all\"}");
            assertThat(client.text()).isEqualTo(ready("all"));
            client.say("{\"subscribe\":\"bird\",\"client\":\"kiwi\"}");
            assertThat(client.text()).isEqualTo(ready("bird"));
            report("Wilkes", "kiwi", OUTSIDE);
            assertThat(SocketClient.changes(client.text())).containsExactly("report kiwi");
            report("Wilkes", "kiwi", INSIDE);
            Map<String, JsonObject> told = new HashMap<>();
            while (told.size() < 3) {
                JsonObject message = client.text();
                told.put(message.getString("id"), message);
            }
            assertThat(events(told.get("gate"), "gate")).containsExactly("enter depot kiwi");
            assertThat(told.get("gate").getJsonArray("events"))
                    .isEqualTo(told.get("all").getJsonArray("events"));
            assertThat(SocketClient.changes(told.get("bird"))).containsExactly("report kiwi");
            assertThat(told.get("gate").getJsonArray("events").getJsonObject(0).getString("id"))
                    .matches("[0-9a-f]{32}");
        }
    }

    @Test
    void aSubscriptionToAFenceCanBeReplacedAndEnded() {
        defineDepot();
        watch("Goloman", "depot").close();
        try (var client = SocketClient.binary(vertx, herd.server("Goloman"))) {
            client.say("{\"subscribe\":\"a\",\"fence\":\"nowhere\"}");
            assertThat(client.text()).isEqualTo(ready("a"));
            client.say("{\"subscribe\":\"a\",\"fence\":\"depot\"}");
            assertThat(events(client.text(), "a")).containsExactly("inside depot marker");
            assertThat(client.text()).isEqualTo(ready("a"));
            client.say("{\"subscribe\":\"a\",\"client\":\"nobody\"}");
            assertThat(client.text()).isEqualTo(ready("a"));
            client.say("{\"subscribe\":\"b\",\"fences\":\"all\"}");
            assertThat(client.text()).isEqualTo(ready("b"));
            report("Goloman", "kiwi", OUTSIDE);
            report("Goloman", "kiwi", INSIDE);
            assertThat(events(client.text(), "b")).containsExactly("enter depot kiwi");
            client.say("{\"unsubscribe\":\"b\"}");
            report("Goloman", "kiwi", OUTSIDE);
            report("Goloman", "kiwi", "+34.02-118");
            client.say("{\"subscribe\":\"c\",\"fence\":\"a b\"}");
            assertThat(client.text().getString("reason")).isEqualTo("malformed_message");
            client.say("{\"subscribe\":\"c\",\"fences\":\"some\"}");
            assertThat(client.text().getString("reason")).isEqualTo("malformed_message");
        }
    }

    private static JsonObject ready(String id) {
        return new JsonObject().put("id", id).put("event", "ready");
    }

    /** The events of a message about a subscription, in words. */
    private static List<String> events(JsonObject message, String id) {
        assertThat(message.getString("id")).isEqualTo(id);
        assertThat(message.getString("event")).isEqualTo("fences");
        return message.getJsonArray("events").stream()
                .map(JsonObject.class::cast)
                .map(each -> "%s %s %s"
                        .formatted(each.getString("event"), each.getString("fence"), each.getString("client")))
                .toList();
    }

    @Test
    void oneStreamTellsOfFencesAndClients() {
        defineDepot();
        watch("Goloman", "depot").close();
        try (EventClient stream = EventClient.open(herd.server("Goloman"), "client=kiwi&fence=depot&fences=all")) {
            assertThat(stream.upTo("ready"))
                    .extracting(EventClient.Event::toString)
                    .containsExactly("inside marker");
            report("Goloman", "kiwi", OUTSIDE);
            assertThat(stream.next().toString()).isEqualTo("report kiwi");
            report("Goloman", "kiwi", INSIDE);
            assertThat(List.of(
                            stream.next().toString(),
                            stream.next().toString(),
                            stream.next().toString()))
                    .containsExactlyInAnyOrder("report kiwi", "enter kiwi", "enter kiwi");
        }
    }

    @Test
    void anyServerKnowsAFenceAndDeletesIt() {
        define("Goloman", "depot", DEPOT);
        Await.until("the fence is known, or deleted", () -> status("Welsh", "depot") == 200);
        assertThat(new JsonObject(request("GET", "Welsh", "/depot", "").body()).getString("server"))
                .isEqualTo("Goloman");
        define("Welsh", "depot", "{\"latitude\":34,\"longitude\":-118,\"radius\":2}");
        Await.until(
                "the fence is known, or deleted",
                () -> request("GET", "Hands", "/depot", "").body().contains("\"radius\":2,")
                        || request("GET", "Hands", "/depot", "").body().contains("\"radius\":2}"));
        assertThat(request("DELETE", "Hands", "/depot", "").statusCode()).isEqualTo(204);
        for (String server : TestHerd.FIVE.keySet()) {
            Await.until("the fence is known, or deleted", () -> status(server, "depot") == 404);
        }
        assertThat(request("DELETE", "Goloman", "/depot", "").statusCode()).isEqualTo(404);
    }

    @Test
    void aServerThatWasAwayLearnsWhatWasDefinedAndDeleted() {
        define("Goloman", "depot", DEPOT);
        define("Goloman", "yard", DEPOT);
        Await.until(
                "the fence is known, or deleted",
                () -> status("Hands", "depot") == 200 && status("Hands", "yard") == 200);
        herd.stop("Hands");
        assertThat(request("DELETE", "Goloman", "/depot", "").statusCode()).isEqualTo(204);
        define("Goloman", "lot", DEPOT);
        herd.start("Hands");
        Await.until(
                "the fence is known, or deleted",
                () -> status("Hands", "depot") == 404 && status("Hands", "lot") == 200);
        assertThat(status("Hands", "yard")).isEqualTo(200);
        assertThat(status("Goloman", "depot")).isEqualTo(404);
    }

    @Test
    void aFenceIsNoClientAndAClientNoFence() {
        define("Goloman", "depot", DEPOT);
        assertThat(TestClient.ask(herd.server("Goloman"), "IAMAT FENCE depot +1+1 1"))
                .startsWith("? ");
        assertThat(TestClient.ask(herd.server("Goloman"), "IAMAT FENCE depot CIRCLE,+1+1,5 1"))
                .startsWith("? ");
        assertThat(TestClient.ask(herd.server("Goloman"), "WHEREIS FENCE depot"))
                .startsWith("? ");
        assertThat(TestClient.ask(herd.server("Goloman"), "WHEREIS depot")).startsWith("? ");
        assertThat(TestClient.ask(herd.server("Goloman"), "NOTE FENCE depot S +0.0 CIRCLE,+1+1,5 1"))
                .startsWith("? ");
        assertThat(Http.get(herd.server("Goloman"), "/api/v1/clients/FENCE%20depot")
                        .statusCode())
                .isEqualTo(400);
        assertThat(Http.request("DELETE", herd.server("Goloman"), "/api/v1/clients/FENCE%20depot")
                        .statusCode())
                .isEqualTo(400);
        String report = "{\"client\":\"FENCE depot\",\"latitude\":1,\"longitude\":1}";
        assertThat(Http.post(herd.server("Goloman"), "/api/v1/reports", report).statusCode())
                .isEqualTo(422);
        assertThat(status("Goloman", "depot")).isEqualTo(200);
        assertThat(Http.get(herd.server("Goloman"), "/api/v1/near?latitude=34&longitude=-118&radius=100")
                        .body())
                .contains("\"clients\":[]");
    }

    @Test
    void whoIsInAFenceIsListed() {
        report("Goloman", "kiwi", INSIDE);
        report("Goloman", "emu", OUTSIDE);
        define("Goloman", "depot", DEPOT);
        JsonObject found =
                new JsonObject(request("GET", "Goloman", "/depot/clients", "").body());
        assertThat(found.getJsonArray("clients").stream().map(each -> ((JsonObject) each).getString("client")))
                .containsExactly("kiwi");
    }

    @Test
    void fencesAreListedInPages() {
        for (String each : List.of("c", "a", "d", "b")) {
            define("Goloman", each, DEPOT);
        }
        assertThat(names(request("GET", "Goloman", "?limit=2", "").body())).containsExactly("a", "b");
        assertThat(request("GET", "Goloman", "?limit=2", "").body()).contains("\"more\":true");
        assertThat(names(request("GET", "Goloman", "?limit=2&after=b", "").body()))
                .containsExactly("c", "d");
        assertThat(request("GET", "Goloman", "?limit=2&after=b", "").body()).contains("\"more\":false");
    }

    private static List<String> names(String list) {
        return new JsonObject(list)
                .getJsonArray("fences").stream()
                        .map(each -> ((JsonObject) each).getString("name"))
                        .toList();
    }

    @Test
    void streamsOfFencesSayWhatIsWrong() {
        int port = herd.server("Goloman").httpPort();
        for (String query : List.of("fence=a%20b", "fences=some", "fence=", "client=kiwi&fences=some")) {
            assertThat(Http.request("GET", port, "/api/v1/events?" + query, "").statusCode())
                    .as(query)
                    .isEqualTo(400);
        }
        assertThat(TestClient.ask(herd.server("Goloman"), "FENCE " + "x".repeat(201)))
                .startsWith("? ");
        assertThat(TestClient.ask(herd.server("Goloman"), "FENCE")).startsWith("? ");
        assertThat(TestClient.ask(herd.server("Goloman"), "FENCE a b")).startsWith("? ");
        assertThat(TestClient.ask(herd.server("Goloman"), "WATCH FENCE")).isEmpty();
        assertThat(TestClient.ask(herd.server("Goloman"), "FENCE *")).isEmpty();
    }
}
