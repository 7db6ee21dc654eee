package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.herd.config.ServerConfig;
import io.herd.server.web.ClientsService;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams over WebSockets. */
@ExtendWith(VertxExtension.class)
class LiveTest {
    private Vertx vertx;
    private TestHerd herd;
    private ServerConfig server;

    @BeforeEach
    void start(Vertx anyVertx, @TempDir Path logs) {
        vertx = anyVertx;
        herd = TestHerd.five(vertx, logs);
        server = herd.server("Goloman");
    }

    @AfterEach
    void stop() {
        herd.close();
    }

    private void report(String client, String location, long time) {
        assertThat(TestClient.ask(server, "IAMAT %s %s %d".formatted(client, location, time)))
                .startsWith("AT Goloman");
    }

    private void delete(String client) {
        assertThat(Http.request("DELETE", server, ClientsService.PATH + client).statusCode())
                .isEqualTo(204);
    }

    private long count(String name) {
        return herd.status("Goloman").commands().get(name);
    }

    private void awaitStreams(int open) {
        Await.until(
                open + " streams are open",
                () -> Http.get(server, "/metrics").body().contains("herd_streams{server=\"Goloman\"} " + open + ".0"));
    }

    private static JsonObject subscribe(String id) {
        return new JsonObject().put("subscribe", id);
    }

    private static JsonObject ready(String id) {
        return new JsonObject().put("id", id).put("event", "ready");
    }

    @Test
    void whatIsKnownComesFirstThenThatAllHasComeAndThenWhatChanges() {
        report("bus-1", "+10+20", 1);
        report("bike", "+10+20", 1);
        try (var client = SocketClient.json(vertx, server)) {
            client.say(subscribe("buses").put("prefix", "bus-"));
            JsonObject known = client.text();
            assertThat(known.getString("id")).isEqualTo("buses");
            assertThat(SocketClient.changes(known)).containsExactly("report bus-1");
            assertThat(known.getJsonArray("changes").getJsonObject(0).getString("line"))
                    .isEqualTo(TestClient.ask(server, "WHEREIS bus-1"));
            assertThat(client.text()).isEqualTo(ready("buses"));
            report("bus-2", "+10+20", 1);
            assertThat(SocketClient.changes(client.text())).containsExactly("report bus-2");
            delete("bus-1");
            assertThat(SocketClient.changes(client.text())).containsExactly("gone bus-1");
        }
        awaitStreams(0);
    }

    @Test
    void everyInterestCanBeSubscribedTo() {
        report("kiwi", "+10+20", 1);
        report("emu", "+10+20", 1);
        report("far", "+50+20", 1);
        List<JsonObject> interests = List.of(
                new JsonObject().put("client", "kiwi"),
                new JsonObject().put("clients", new JsonArray().add("kiwi").add("nobody")),
                new JsonObject().put("prefix", "ki"),
                new JsonObject().put("around", "emu").put("radius", 0.5));
        List<JsonObject> areas = List.of(
                new JsonObject().put("near", new JsonArray().add(10).add(20.001).add(5)),
                new JsonObject()
                        .put("bbox", new JsonArray().add(19).add(9.5).add(21).add(11)),
                new JsonObject().put("prefix", "emu"));
        try (var client = SocketClient.json(vertx, server)) {
            for (JsonObject each : interests) {
                client.say(each.copy().put("subscribe", "same"));
                assertThat(SocketClient.changes(client.text())).contains("report kiwi");
                assertThat(client.text()).isEqualTo(ready("same"));
            }
            for (JsonObject each : areas) {
                client.say(each.copy().put("subscribe", "same"));
                assertThat(SocketClient.changes(client.text())).contains("report emu");
                assertThat(client.text()).isEqualTo(ready("same"));
            }
        }
    }

    @Test
    void aSubscriptionThatIsReplacedSaysWhatIsNoLongerThere() {
        report("kiwi", "+10+20", 1);
        report("emu", "+30+20", 1);
        report("moa", "+50+20", 1);
        try (var client = SocketClient.json(vertx, server)) {
            client.say(subscribe("view")
                    .put("bbox", new JsonArray().add(19).add(9).add(21).add(31)));
            assertThat(SocketClient.changes(client.text())).containsExactlyInAnyOrder("report kiwi", "report emu");
            assertThat(client.text()).isEqualTo(ready("view"));
            client.say(subscribe("view")
                    .put("bbox", new JsonArray().add(19).add(29).add(21).add(51)));
            assertThat(SocketClient.changes(client.text()))
                    .containsExactlyInAnyOrder("report moa", "report emu", "left kiwi");
            assertThat(client.text()).isEqualTo(ready("view"));
            client.say(new JsonObject().put("unsubscribe", "view"));
            client.say(subscribe("other").put("client", "kiwi"));
            assertThat(SocketClient.changes(client.text())).containsExactly("report kiwi");
            assertThat(client.text()).isEqualTo(ready("other"));
            report("moa", "+50+20.1", 2);
            report("kiwi", "+50+20.1", 2);
            assertThat(SocketClient.changes(client.text())).containsExactly("report kiwi");
        }
    }

    @Test
    void aRateBoundsTheFramesAndTheNewestIsInThem() {
        try (var client = SocketClient.json(vertx, server);
                TestClient reporter = TestClient.connect(server)) {
            client.say("{\"rate\":5}");
            client.say(subscribe("all").put("prefix", "c"));
            assertThat(client.text()).isEqualTo(ready("all"));
            int last = 200;
            for (int time = 1; time <= last; time++) {
                assertThat(reporter.send("IAMAT c1 +1+1 %d\n".formatted(time)).line())
                        .startsWith("AT");
            }
            int frames = 0;
            String seconds = "";
            while (!seconds.equals(Integer.toString(last))) {
                frames++;
                seconds = client.text().getJsonArray("changes").getJsonObject(0).getString("seconds");
            }
            assertThat(frames).isLessThan(last / 4);
        }
    }

    @Test
    void theBinaryFormNamesAClientOnceAndGivesItsNumberFromThenOn() {
        report("kiwi", "+10.5-20.25", 1_700_000_000);
        try (var client = SocketClient.binary(vertx, server)) {
            assertThat(client.socket().subProtocol()).isEqualTo("herd.binary.1");
            client.say(subscribe("view")
                    .put("bbox", new JsonArray().add(-30).add(0).add(0).add(20)));
            Buffer known = client.bytes();
            int at = checkHead(known, 1);
            assertThat(known.getUnsignedShort(at)).isEqualTo(1);
            int number = known.getInt(at + 2);
            assertThat(known.getUnsignedShort(at + 6)).isEqualTo(4);
            assertThat(known.getString(at + 8, at + 12)).isEqualTo("kiwi");
            assertThat(known.getUnsignedShort(at + 12)).isEqualTo(1);
            assertThat(known.getInt(at + 14)).isEqualTo(number);
            assertThat(known.getInt(at + 18)).isEqualTo(105_000_000);
            assertThat(known.getInt(at + 22)).isEqualTo(-202_500_000);
            long age = known.getLong(at - 8) - known.getInt(at + 26) * 100L;
            assertThat(age).isBetween(1_700_000_000_000L - 100, 1_700_000_000_000L + 100);
            assertThat(known.length()).isEqualTo(at + 34);
            assertThat(client.text()).isEqualTo(ready("view"));

            report("kiwi", "+11-20", 1_700_000_001);
            Buffer moved = client.bytes();
            at = checkHead(moved, 1);
            assertThat(moved.getUnsignedShort(at)).isZero();
            assertThat(moved.getInt(at + 4)).isEqualTo(number);
            assertThat(moved.getInt(at + 8)).isEqualTo(110_000_000);

            report("kiwi", "+50-20", 1_700_000_002);
            Buffer left = client.bytes();
            at = checkHead(left, 1);
            assertThat(left.slice(at, left.length()))
                    .isEqualTo(Buffer.buffer()
                            .appendUnsignedShort(0)
                            .appendUnsignedShort(0)
                            .appendUnsignedShort(1)
                            .appendInt(number)
                            .appendUnsignedShort(0));
        }
    }

    /** Checks how a binary message begins; returns where it goes on. */
    private static int checkHead(Buffer message, int kind) {
        byte[] id = "view".getBytes(StandardCharsets.UTF_8);
        assertThat(message.getByte(0)).isEqualTo((byte) kind);
        assertThat(message.getUnsignedByte(1)).isEqualTo((short) id.length);
        assertThat(message.getBytes(2, 2 + id.length)).isEqualTo(id);
        assertThat(message.getLong(2 + id.length))
                .isBetween(System.currentTimeMillis() - 60_000, System.currentTimeMillis() + 60_000);
        return 2 + id.length + Long.BYTES;
    }

    @Test
    void aCrowdedBoxIsCountedUntilItIsNot() {
        for (int i = 0; i < 30; i++) {
            report("c" + i, i % 2 == 0 ? "+1+1" : "+9+9", 1);
        }
        try (var client = SocketClient.json(vertx, server);
                var map = SocketClient.binary(vertx, server)) {
            JsonObject view = subscribe("view")
                    .put("bbox", new JsonArray().add(0).add(0).add(10).add(10))
                    .put("most", 20);
            JsonObject cells = client.say(view).text();
            assertThat(cells.getString("event")).isEqualTo("cells");
            assertThat(cells.getJsonArray("bbox"))
                    .isEqualTo(new JsonArray().add(0.0).add(0.0).add(10.0).add(10.0));
            List<Integer> counts = new ArrayList<>();
            cells.getJsonArray("counts").forEach(each -> counts.add((Integer) each));
            int columns = cells.getInteger("columns");
            int rows = cells.getInteger("rows");
            assertThat(counts).hasSize(columns * rows);
            assertThat(counts.get(rows / 10 * columns + columns / 10)).isEqualTo(15);
            assertThat(counts.get(rows * 9 / 10 * columns + columns * 9 / 10)).isEqualTo(15);
            assertThat(client.text()).isEqualTo(ready("view"));

            Buffer binary = map.say(view).bytes();
            int at = checkHead(binary, 2);
            assertThat(binary.getInt(at + 8)).isEqualTo(100_000_000);
            assertThat(binary.getUnsignedShort(at + 16)).isEqualTo(columns);
            assertThat(binary.getUnsignedShort(at + 18)).isEqualTo(rows);
            assertThat(binary.length()).isEqualTo(at + 20 + 4 * counts.size());

            for (int i = 10; i < 30; i++) {
                delete("c" + i);
            }
            Set<String> there = new HashSet<>();
            while (there.size() != 10) {
                JsonObject message = client.text();
                SocketClient.changes(message).forEach(each -> {
                    String name = each.split(" ", 2)[1];
                    boolean _ = each.startsWith("report") ? there.add(name) : there.remove(name);
                });
            }
            for (int i = 10; i < 30; i++) {
                report("d" + i, "+5+5", 1);
            }
            while (!client.text().getString("event").equals("cells")) {
                // The clients come one by one.
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "7",
                "[]",
                "{}",
                "{\"subscribe\":\"a\"}",
                "{\"subscribe\":7,\"client\":\"kiwi\"}",
                "{\"subscribe\":\"\",\"client\":\"kiwi\"}",
                "{\"subscribe\":\"a\",\"client\":\"a b\"}",
                "{\"subscribe\":\"a\",\"clients\":[]}",
                "{\"subscribe\":\"a\",\"clients\":[1]}",
                "{\"subscribe\":\"a\",\"near\":[1,2]}",
                "{\"subscribe\":\"a\",\"near\":[1,2,\"3\"]}",
                "{\"subscribe\":\"a\",\"near\":[91,2,3]}",
                "{\"subscribe\":\"a\",\"bbox\":[1,2,3,1]}",
                "{\"subscribe\":\"a\",\"bbox\":[1,2,3,4],\"most\":0}",
                "{\"subscribe\":\"a\",\"client\":\"kiwi\",\"most\":10}",
                "{\"subscribe\":\"a\",\"around\":\"kiwi\"}",
                "{\"unsubscribe\":null}",
                "{\"rate\":-1}",
                "{\"rate\":1e9}"
            })
    void whatIsNoMessageIsRefusedAndNothingElseSuffers(String message) {
        try (var client = SocketClient.json(vertx, server)) {
            JsonObject error = client.say(message).text();
            assertThat(error.getString("event")).isEqualTo("error");
            assertThat(error.getString("reason")).isEqualTo("malformed_message");
            client.socket().writeBinaryMessage(Buffer.buffer("{}")).await();
            assertThat(client.text().getString("reason")).isEqualTo("malformed_message");
            assertThat(count("http_malformed_message")).isEqualTo(2);
            client.say(subscribe("a").put("client", "kiwi"));
            assertThat(client.text()).isEqualTo(ready("a"));
        }
    }

    @Test
    void thereAreOnlySoManySubscriptionsHoweverFastTheyComeAndGo() {
        try (var client = SocketClient.json(vertx, server)) {
            for (int i = 0; i < 5_000; i++) {
                client.say(subscribe("s" + i).put("client", "kiwi"));
            }
            int ready = 0;
            for (int i = 0; i < 5_000; i++) {
                JsonObject answer = client.text();
                ready += answer.getString("event").equals("ready") ? 1 : 0;
                assertThat(answer.getString("reason", "too_many_subscriptions")).isEqualTo("too_many_subscriptions");
            }
            assertThat(ready).isEqualTo(100);
            for (int i = 0; i < 1_000; i++) {
                client.say(subscribe("s0").put("prefix", "kiwi"));
                client.say(new JsonObject().put("unsubscribe", "s1"));
                client.say(subscribe("s1").put("prefix", "kiwi" + i));
            }
            client.say(subscribe("s2").put("client", "last"));
            JsonObject answer = client.text();
            while (!answer.getString("id").equals("s2")) {
                answer = client.text();
            }
        }
        awaitStreams(0);
    }

    @Test
    void aFrameThatIsTooLongEndsTheConnection() {
        try (var client = SocketClient.json(vertx, server);
                var another = SocketClient.json(vertx, server)) {
            var _ = client.socket().writeFrame(WebSocketFrame.textFrame("x".repeat(200_000), true));
            var _ = another.socket().writeFrame(WebSocketFrame.textFrame("x".repeat(20_000), false));
            var _ = another.socket()
                    .writeFrame(WebSocketFrame.continuationFrame(Buffer.buffer("x".repeat(20_000)), true));
            Await.until(
                    "both are cut",
                    () -> client.socket().isClosed() && another.socket().isClosed());
        }
        awaitStreams(0);
        assertThat(count("http_malformed_message")).isEqualTo(2);
    }

    @Test
    void whoDoesNotReadIsCutOnceItMakesTheServerAnswer() {
        try (var client = SocketClient.json(vertx, server)) {
            client.socket().pause();
            Await.until("the client is cut", () -> {
                for (int i = 0; i < 500 && !client.socket().isClosed(); i++) {
                    var _ = client.socket().writePing(Buffer.buffer("x".repeat(100)));
                    client.say("x");
                }
                return count("cut_streams") > 0;
            });
        }
        awaitStreams(0);
    }

    @Test
    void pagesOfOtherOriginsMayNotConnect() {
        assertThatThrownBy(() -> SocketClient.open(vertx, server, "https://elsewhere.example", List.of()))
                .isInstanceOfSatisfying(UpgradeRejectedException.class, rejected -> {
                    assertThat(rejected.getStatus()).isEqualTo(403);
                    assertThat(rejected.getBody().toString()).contains("forbidden_origin");
                });
        assertThat(count("http_forbidden_origin")).isEqualTo(1);
        String own = "http://" + server.host() + ":" + server.httpPort();
        try (var client = SocketClient.open(vertx, server, own, List.of())) {
            assertThat(client.say(subscribe("a").put("client", "kiwi")).text()).isEqualTo(ready("a"));
        }
    }

    @Test
    void whatIsNoHandshakeIsRefused() {
        assertThat(Http.get(server, "/api/v1/live").statusCode()).isEqualTo(426);
    }

    @Test
    void manyConnectionsOneAfterTheOtherLeaveNothingBehind() {
        for (int i = 0; i < 1_200; i++) {
            SocketClient.json(vertx, server).close();
        }
        awaitStreams(0);
        assertThat(Http.get(server, "/status").statusCode()).isEqualTo(200);
    }

    @Test
    void aStopEndsStreams() {
        try (var client = SocketClient.json(vertx, server)) {
            client.say(subscribe("a").put("client", "kiwi")).text();
            herd.stop("Goloman");
            Await.until("the socket is closed", () -> client.socket().isClosed());
        }
    }
}
