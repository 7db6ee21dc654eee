package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.config.ServerConfig;
import io.herd.server.web.ClientsService;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams of events, from whichever server. */
@ExtendWith(VertxExtension.class)
class EventsTest {
    private static final String EVENTS = "/api/v1/events";

    private TestHerd herd;
    private ServerConfig server;

    @BeforeEach
    void start(Vertx vertx, @TempDir Path logs) {
        herd = TestHerd.five(vertx, logs);
        server = herd.server("Goloman");
    }

    @AfterEach
    void stop() {
        herd.close();
    }

    private void report(String name, String client, String location, long time) {
        assertThat(TestClient.ask(herd.server(name), "IAMAT %s %s %d".formatted(client, location, time)))
                .startsWith("AT " + name);
    }

    private long count(String name) {
        return herd.status("Goloman").commands().get(name);
    }

    private void awaitStreams(int open) {
        Await.until(
                open + " streams are open",
                () -> Http.get(server, "/metrics").body().contains("herd_streams{server=\"Goloman\"} " + open + ".0"));
    }

    @Test
    void whatIsKnownComesFirstAndThenWhatChanges() {
        report("Welsh", "kiwi", "+34.068930-118.445127", 1);
        herd.awaitAgreement(1);
        try (var stream = EventClient.open(server, "client=kiwi&client=emu")) {
            EventClient.Event known = stream.next();
            assertThat(known.name()).isEqualTo("report");
            assertThat(known.data().getJsonObject("subscription")).isEqualTo(new JsonObject().put("client", "kiwi"));
            assertThat(known.data().getString("line")).isEqualTo(TestClient.ask(server, "WHEREIS kiwi"));
            assertThat(stream.next()).hasToString("ready null");
            report("Hands", "emu", "+10+20", 1);
            assertThat(stream.next()).hasToString("report emu");
            report("Wilkes", "kiwi", "+10+20", 2);
            assertThat(stream.next().data().getString("line")).endsWith(" kiwi +10+20 2");
            assertThat(Http.request("DELETE", herd.server("Hands"), ClientsService.PATH + "emu")
                            .statusCode())
                    .isEqualTo(204);
            assertThat(stream.next()).hasToString("gone emu");
        }
        awaitStreams(0);
    }

    @Test
    void whoLeavesACircleIsToldOf() {
        report("Goloman", "kiwi", "+10+179.999", 1);
        report("Goloman", "far", "+20+179.999", 1);
        try (var stream = EventClient.open(server, "near=10,-179.999,5&near=+20,%2B180.0,5")) {
            assertThat(stream.upTo("ready"))
                    .extracting(EventClient.Event::toString)
                    .containsExactlyInAnyOrder("report kiwi", "report far");
            report("Goloman", "kiwi", "+30+179.999", 2);
            EventClient.Event left = stream.next();
            assertThat(left).hasToString("left kiwi");
            assertThat(left.data().getJsonObject("subscription"))
                    .isEqualTo(new JsonObject()
                            .put("near", new JsonArray().add(10.0).add(-179.999).add(5)));
            report("Goloman", "kiwi", "+20+180", 3);
            assertThat(stream.next()).hasToString("report kiwi");
        }
    }

    @Test
    void everyInterestCanBeAskedFor() {
        report("Goloman", "kiwi", "+10+20", 1);
        report("Goloman", "emu", "+10+20", 1);
        String query =
                "clients=kiwi,no%2Cbody&prefix=ki&bbox=19,9,21,11&near=10,20,1.5&around=emu&radius=0.5&client=kiwi";
        try (var stream = EventClient.open(server, query)) {
            List<EventClient.Event> known = stream.upTo("ready");
            assertThat(known.stream().filter(event -> event.client().equals("kiwi")))
                    .extracting(event -> event.data().getJsonObject("subscription"))
                    .containsExactlyInAnyOrder(
                            new JsonObject().put("client", "kiwi"),
                            new JsonObject().put("prefix", "ki"),
                            new JsonObject()
                                    .put(
                                            "bbox",
                                            new JsonArray()
                                                    .add(19.0)
                                                    .add(9.0)
                                                    .add(21.0)
                                                    .add(11.0)),
                            new JsonObject()
                                    .put(
                                            "near",
                                            new JsonArray().add(10.0).add(20.0).add(1.5)),
                            new JsonObject().put("around", "emu").put("radius", 0.5),
                            known.stream()
                                    .map(event -> event.data().getJsonObject("subscription"))
                                    .filter(subscription -> subscription.containsKey("clients"))
                                    .findFirst()
                                    .orElseThrow());
            assertThat(known).hasSize(8);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?prefix=",
                "?around=kiwi",
                "?around=kiwi&radius=0",
                "?bbox=1,2,3",
                "?bbox=1,2,3,1",
                "?clients=a,,b",
                "",
                "?",
                "?client=",
                "?client=a%20b",
                "?near=1,2",
                "?near=91,0,1",
                "?near=0,0,0",
                "?near=0,0,NaN"
            })
    void whatIsNoSubscriptionIsRefused(String query) {
        assertThat(Http.get(server, EVENTS + query).statusCode()).isEqualTo(400);
    }

    @Test
    void thereAreBounds() {
        var query = new StringBuilder("?");
        for (int i = 0; i <= 100; i++) {
            query.append("client=c").append(i).append('&');
        }
        assertThat(Http.get(server, EVENTS + query).statusCode()).isEqualTo(400);
        List<EventClient> streams = new ArrayList<>();
        try {
            for (int i = 0; i < 500; i++) {
                streams.add(EventClient.open(server, "client=kiwi&near=1,2,3"));
            }
            assertThat(Http.get(server, EVENTS + "?client=kiwi").statusCode()).isEqualTo(503);
            assertThat(count("http_too_many_streams")).isEqualTo(1);
            assertThat(Http.get(server, EVENTS + "?fences=all").statusCode()).isEqualTo(503);
            report("Welsh", "kiwi", "+1+2", 1);
            for (EventClient each : streams) {
                assertThat(each.upTo("report")).hasSize(1);
                assertThat(each.next()).hasToString("report kiwi");
            }
        } finally {
            streams.forEach(EventClient::close);
        }
        awaitStreams(0);
    }

    @Test
    void whoReadsSlowlyGetsTheNewest() {
        try (var stream = EventClient.open(server, "near=0,0,100");
                TestClient reporter = TestClient.connect(herd.server("Hands"))) {
            assertThat(stream.upTo("ready")).isEmpty();
            int clients = 500;
            for (int time = 1; time <= 40; time++) {
                var batch = new StringBuilder();
                for (int i = 0; i < clients; i++) {
                    batch.append("IAMAT client-with-a-long-name-")
                            .append(i)
                            .append(" +0.1+0.1 ")
                            .append(time)
                            .append('\n');
                }
                reporter.send(batch.toString());
                assertThat(reporter.lines(clients)).allMatch(line -> line.startsWith("AT Hands"));
            }
            int events = 0;
            int newest = 0;
            while (newest < clients) {
                events++;
                newest += stream.next().data().getString("seconds").equals("40") ? 1 : 0;
            }
            assertThat(events).isLessThan(40 * clients);
        }
    }

    @Test
    void requestsBehindAStreamAreNotAnswered() {
        try (var stream = EventClient.open(server, "client=kiwi")) {
            assertThat(stream.upTo("ready")).isEmpty();
            stream.socket().send("GET /status HTTP/1.1\r\nHost: herd\r\n\r\n".repeat(100));
            report("Goloman", "kiwi", "+1+2", 1);
            assertThat(stream.next()).hasToString("report kiwi");
            // The connection is not read meanwhile, so that a heartbeat has to find out that it is closed.
        }
    }

    @Test
    void aStopEndsStreams() {
        try (var stream = EventClient.open(server, "client=kiwi")) {
            assertThat(stream.upTo("ready")).isEmpty();
            herd.stop("Goloman");
            assertThat(stream.socket().rest()).doesNotContain("event:");
        }
    }
}
