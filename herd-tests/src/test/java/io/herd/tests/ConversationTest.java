package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.config.LimitsConfig;
import io.herd.config.PlacesConfig;
import io.herd.config.ServerConfig;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one server says to its clients, byte by byte. Every test has clients of its own names. */
@ExtendWith(VertxExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class ConversationTest {
    private static final String UCLA = "+34.068930-118.445127";
    private static final String TIME = "1520023934.918963997";

    private TestHerd herd;
    private ServerConfig goloman;

    @BeforeAll
    void start(Vertx vertx, @TempDir Path logs) {
        herd = TestHerd.one(vertx, logs, LimitsConfig.DEFAULT, TestHerd.places(PlacesConfig.Provider.GAZETTEER, null));
        goloman = herd.server("Goloman");
    }

    @AfterAll
    void stop() {
        herd.close();
    }

    @Test
    void iamatIsAnsweredWithTheServersNameAndTimeDifference() {
        long before = System.currentTimeMillis();
        String reply = TestClient.ask(goloman, "IAMAT iamat " + UCLA + " " + TIME);
        long after = System.currentTimeMillis();
        assertThat(reply)
                .matches("AT Goloman \\+\\d+\\.\\d{9} iamat \\+34\\.068930-118\\.445127 1520023934\\.918963997");
        double difference = Double.parseDouble(reply.split(" ", -1)[2]);
        assertThat(difference).isBetween(before / 1e3 - 1520023934.92, after / 1e3 - 1520023934.91);
    }

    @Test
    void aClientWhoseClockIsAheadHasANegativeDifference() {
        long ahead = System.currentTimeMillis() / 1000 + 3600;
        assertThat(TestClient.ask(goloman, "IAMAT ahead +0+0 " + ahead)).startsWith("AT Goloman -35");
        long farAhead = System.currentTimeMillis() / 1000 + 24 * 3600 + 60;
        String tooFar = "IAMAT ahead +0+0 " + farAhead;
        assertThat(TestClient.ask(goloman, tooFar)).isEqualTo("? " + tooFar);
    }

    @Test
    void aReportThatIsNotNewerChangesNothing() {
        String first = TestClient.ask(goloman, "IAMAT again " + UCLA + " 100.5");
        assertThat(TestClient.ask(goloman, "IAMAT again " + UCLA + " 100.5")).isEqualTo(first);
        assertThat(TestClient.ask(goloman, "IAMAT again +1+1 100.499999999")).isEqualTo(first);
        String second = TestClient.ask(goloman, "IAMAT again +1+1 100.500000001");
        assertThat(second).startsWith("AT Goloman +").endsWith(" again +1+1 100.500000001");
        assertThat(TestClient.ask(goloman, "WHEREIS again")).isEqualTo(second);
    }

    @Test
    void whiteSpaceIsFreeAndNamesAreOpaque() {
        assertThat(TestClient.ask(goloman, " \tIAMAT  \u00ff\u0001caf\u00e9\u000b\f+1+1\t 5 \r"))
                .endsWith(" \u00ff\u0001caf\u00e9 +1+1 5");
        assertThat(TestClient.ask(goloman, "WHEREIS \u00ff\u0001caf\u00e9\r"))
                .endsWith(" \u00ff\u0001caf\u00e9 +1+1 5");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\r",
                "hello",
                " two  spaces\tand a tab\r",
                "IAMAT kiwi",
                "WHEREIS nobody",
                "WHATSAT nobody 10 5",
                "AT kiwi Goloman +1 +1 +1 1",
                "HELLO 3 Hands Goloman 00 00 ttl=0ms S:0:0 00 00",
                "PROOF 00",
                "BYE bye",
                "FORWARD west",
                "\u00e9\0\u0001"
            })
    void invalidCommandsComeBackAsTheyWere(String command) {
        try (TestClient client = TestClient.connect(goloman)) {
            assertThat(client.send(command + "\n").line()).isEqualTo("? " + command);
            assertThat(client.send(command + "\n").line()).isEqualTo("? " + command);
        }
    }

    @Test
    void aLineByteByByteIsALine() {
        try (TestClient client = TestClient.connect(goloman)) {
            for (char c : ("IAMAT slow " + UCLA + " 7\nWHEREIS slow\n").toCharArray()) {
                client.send(String.valueOf(c));
            }
            assertThat(client.line()).endsWith(" slow " + UCLA + " 7");
            assertThat(client.line()).endsWith(" slow " + UCLA + " 7");
        }
    }

    @Test
    void aClientThatShutsDownItsOutputGetsEveryReply() {
        try (TestClient client = TestClient.connect(goloman)) {
            client.send("IAMAT half " + UCLA + " 7\nWHATSAT half 10 2\nWHEREIS half\nlast without an end")
                    .shutdownOutput();
            String at = client.line();
            assertThat(at).endsWith(" half " + UCLA + " 7");
            assertThat(client.line()).isEqualTo(at);
            assertThat(new JsonObject(client.document()).getJsonArray("results"))
                    .hasSize(2);
            assertThat(client.rest()).isEqualTo(at + "\n? last without an end\n");
        }
    }

    @Test
    void aClientThatShutsDownAtOnceIsClosedWithoutAWord() {
        for (int i = 0; i < 50; i++) {
            try (TestClient client = TestClient.connect(goloman)) {
                assertThat(client.shutdownOutput().rest()).isEmpty();
            }
            try (TestClient client = TestClient.connect(goloman)) {
                assertThat(client.send("x").shutdownOutput().rest()).isEqualTo("? x\n");
            }
        }
    }

    @Test
    void aLineOverTheLimitIsCutAndTheConnectionClosed() {
        String long8192 = "x".repeat(8192);
        try (TestClient client = TestClient.connect(goloman)) {
            client.send("WHEREIS nobody\n" + long8192 + "\n" + long8192 + "y and more\nWHEREIS nobody\n");
            assertThat(client.line()).isEqualTo("? WHEREIS nobody");
            assertThat(client.line()).isEqualTo("? " + long8192);
            assertThat(client.rest()).isEqualTo("? " + long8192 + "\n");
        }
        try (TestClient client = TestClient.connect(goloman)) {
            assertThat(client.send("x".repeat(1_000_000)).rest()).isEqualTo("? " + long8192 + "\n");
        }
    }

    @Test
    void threeThousandCommandsInOneWriteAreAnsweredInTheirOrder() {
        var commands = new StringBuilder();
        for (int i = 0; i < 3000; i++) {
            commands.append(
                    i % 100 == 99
                            ? "WHATSAT many" + (i - 1) + " 10 1\n"
                            : "IAMAT many" + i + " " + UCLA + " " + (i + 1) + "\n");
        }
        try (TestClient client = TestClient.connect(goloman)) {
            client.send(commands.toString());
            for (int i = 0; i < 3000; i++) {
                if (i % 100 == 99) {
                    assertThat(client.line()).endsWith(" many" + (i - 1) + " " + UCLA + " " + i);
                    assertThat(new JsonObject(client.document()).getString("status"))
                            .isEqualTo("OK");
                } else {
                    assertThat(client.line()).endsWith(" many" + i + " " + UCLA + " " + (i + 1));
                }
            }
        }
    }

    @Test
    void whatsatLeavesInOneWriteAndEndsWithAnEmptyLine() {
        String at = TestClient.ask(goloman, "IAMAT one-write " + UCLA + " 7");
        try (TestClient client = TestClient.connect(goloman)) {
            String answer = client.send("WHATSAT one-write 10 5\n").read();
            assertThat(answer).startsWith(at + "\n{").endsWith("}\n\n");
            String document = answer.substring(at.length() + 1);
            assertThat(document.strip()).doesNotContain("\n\n");
            var json = new JsonObject(document);
            assertThat(json.getString("status")).isEqualTo("OK");
            assertThat(json.getJsonArray("html_attributions")).containsExactly("Places: GeoNames.org, CC BY 4.0");
            List<String> names = new ArrayList<>();
            json.getJsonArray("results").forEach(result -> names.add(((JsonObject) result).getString("name")));
            assertThat(names).hasSize(5).startsWith("90095", "90024", "Bel Air");
        }
    }

    @Test
    void manyClientsAtOnceAreNotMixedUp() {
        var clients = new ArrayList<TestClient>();
        for (int i = 0; i < 200; i++) {
            clients.add(TestClient.connect(goloman).send("IAMAT workload" + i + " +1+1 5\nWHER"));
        }
        for (int i = 0; i < 200; i++) {
            assertThat(clients.get(i).send("EIS workload" + i + "\n").lines(2))
                    .allMatch(line -> line.contains(" workload"));
            clients.get(i).close();
        }
    }

    @Test
    void aClientThatNeverReadsStopsNobodyElse() {
        try (TestClient deaf = TestClient.connect(goloman)) {
            Thread sender = Thread.ofVirtual().start(() -> {
                try {
                    for (int i = 0; i < 20_000; i++) {
                        deaf.send("WHEREIS nobody\n".repeat(1_000));
                    }
                } catch (java.io.UncheckedIOException e) {
                    // The connection was closed at the end of the test.
                }
            });
            Await.until("the server reads no more of it", () -> sender.getState() == Thread.State.WAITING);
            assertThat(TestClient.ask(goloman, "IAMAT heard +1+1 5")).endsWith(" heard +1+1 5");
        }
    }
}
