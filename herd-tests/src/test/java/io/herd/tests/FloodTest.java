package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.config.ServerConfig;
import io.vertx.core.Vertx;
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

/** The five servers together. */
@ExtendWith(VertxExtension.class)
class FloodTest {
    private TestHerd herd;

    @BeforeEach
    void start(Vertx vertx, @TempDir Path logs) {
        herd = TestHerd.five(vertx, logs);
    }

    @AfterEach
    void stop() {
        herd.close();
    }

    @Test
    void everyServerAnswersAtOnceAfterAReportAtAnyOther() {
        int client = 0;
        for (int round = 0; round < 10; round++) {
            for (ServerConfig told : herd.servers()) {
                for (ServerConfig asked : herd.servers()) {
                    String name = "client" + client++;
                    String at = TestClient.ask(told, "IAMAT " + name + " +34.068930-118.445127 1520023934.918963997");
                    try (TestClient connection = TestClient.connect(asked)) {
                        connection.send("WHATSAT " + name + " 10 1\n");
                        assertThat(connection.line()).isEqualTo(at).startsWith("AT " + told.name());
                        assertThat(new JsonObject(connection.document()).getString("status"))
                                .isEqualTo("OK");
                    }
                }
            }
        }
    }

    @Test
    void twoReportsOfAClientSettleOnTheNewestEverywhere() {
        for (int round = 1; round <= 20; round++) {
            String client = "mover" + round;
            String newer = TestClient.ask(herd.server("Welsh"), "IAMAT " + client + " +2+2 2.000000001");
            String older = TestClient.ask(herd.server("Hands"), "IAMAT " + client + " +1+1 2");
            // Hands may have heard of the newer one by then.
            assertThat(older)
                    .satisfiesAnyOf(
                            reply -> assertThat(reply).isEqualTo(newer),
                            reply -> assertThat(reply).startsWith("AT Hands ").endsWith(" " + client + " +1+1 2"));
            for (ServerConfig server : herd.servers()) {
                Await.until(
                        server.name() + " knows the newest",
                        () -> TestClient.ask(server, "WHEREIS " + client).equals(newer));
            }
        }
    }

    @Test
    void reportsOfTheSameTimeSettleOnOneEverywhere() {
        for (int round = 1; round <= 20; round++) {
            String client = "twin" + round;
            try (TestClient one = TestClient.connect(herd.server("Welsh"));
                    TestClient other = TestClient.connect(herd.server("Hands"))) {
                one.send("IAMAT " + client + " +2+2 5\n");
                other.send("IAMAT " + client + " +1+1 5\n");
                List<String> replies = List.of(one.line(), other.line());
                Await.until(
                        "all servers agree",
                        () -> everywhere(client).stream().distinct().count() == 1);
                assertThat(replies).contains(everywhere(client).getFirst());
            }
        }
    }

    private List<String> everywhere(String client) {
        var answers = new ArrayList<String>();
        herd.servers().forEach(server -> answers.add(TestClient.ask(server, "WHEREIS " + client)));
        return answers;
    }

    @Test
    void aServerThatWasAwayIsUsedAgainAndKnowsWhatItMissed() {
        String before = TestClient.ask(herd.server("Goloman"), "IAMAT before +1+1 5");
        herd.stop("Holiday");
        String meanwhile = TestClient.ask(herd.server("Goloman"), "IAMAT meanwhile +1+1 5");
        String alone = TestClient.ask(herd.server("Welsh"), "IAMAT alone +1+1 5");
        herd.start("Holiday");
        String after = TestClient.ask(herd.server("Hands"), "IAMAT after +1+1 5");
        for (String at : List.of(before, meanwhile, alone, after)) {
            String client = at.split(" ", -1)[3];
            for (ServerConfig server : herd.servers()) {
                Await.until(
                        server.name() + " knows " + client,
                        () -> TestClient.ask(server, "WHEREIS " + client).equals(at));
            }
        }
    }

    @Test
    void nobodyButServersWritesIntoTheHerd() {
        try (TestClient stranger = TestClient.connect(herd.server("Goloman"))) {
            List<String> words = List.of(
                    "HELLO 3 Hands Goloman 00 00 ttl=0ms S:0:0 00 00",
                    "PROOF 00",
                    "AT fake Hands +1 +1 +1.0 5",
                    "BYE bye");
            words.forEach(word -> stranger.send(word + "\n"));
            assertThat(stranger.lines(words.size()))
                    .containsExactlyElementsOf(
                            words.stream().map(word -> "? " + word).toList());
        }
        assertThat(everywhere("fake")).allMatch(answer -> answer.equals("? WHEREIS fake"));
    }

    @Test
    void longLinesCrossTheLinksToo() {
        String client = "n".repeat(8_192 - "IAMAT  +1+1 5".length());
        String at = TestClient.ask(herd.server("Hands"), "IAMAT " + client + " +1+1 5");
        assertThat(at).endsWith(client + " +1+1 5");
        for (ServerConfig server : herd.servers()) {
            Await.until(
                    server.name() + " knows it",
                    () -> TestClient.ask(server, "WHEREIS " + client).equals(at));
        }
    }

    @Test
    void manyReportsAtAllServersAreKnownToAll() {
        var clients = new ArrayList<TestClient>();
        for (ServerConfig server : herd.servers()) {
            var reports = new StringBuilder();
            for (int i = 0; i < 2_000; i++) {
                reports.append("IAMAT ")
                        .append(server.name())
                        .append(i % 500)
                        .append(" +1+1 ")
                        .append(i + 1)
                        .append('\n');
            }
            clients.add(TestClient.connect(server).send(reports.toString()));
        }
        clients.forEach(client -> assertThat(client.lines(2_000)).allMatch(line -> line.startsWith("AT ")));
        for (ServerConfig server : herd.servers()) {
            for (ServerConfig other : herd.servers()) {
                for (int i = 0; i < 500; i++) {
                    String tail = " " + other.name() + i + " +1+1 " + (1_501 + i);
                    Await.until(
                            server.name() + " knows" + tail,
                            () -> TestClient.ask(server, "WHEREIS " + tail.split(" ", -1)[1])
                                    .endsWith(tail));
                }
            }
        }
        clients.forEach(TestClient::close);
    }
}
