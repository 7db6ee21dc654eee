package io.herd.tests;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.herd.access.Credentials;
import io.herd.config.AccessConfig;
import io.herd.config.ForwardConfig;
import io.herd.config.JwtConfig;
import io.herd.config.OwnerConfig;
import io.herd.config.OwnersConfig;
import io.herd.config.ServerConfig;
import io.herd.config.TlsConfig.ClientCertificates;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Herds that share a topic, each of which keeps the clients of its own partitions: every server answers every command. */
@ExtendWith(VertxExtension.class)
class OwnershipTest {
    @TempDir
    private Path directory;

    private @Nullable ThreeHerds herds;

    private ThreeHerds start(Vertx vertx, ForwardConfig forward) {
        herds = ThreeHerds.of(vertx, directory, forward);
        return herds.start();
    }

    @AfterEach
    void stop() {
        if (herds != null) {
            herds.close();
        }
    }

    @Test
    void everyClientIsKeptByItsOwnerAloneAndEveryServerAnswersForIt(Vertx vertx) {
        ThreeHerds all = start(vertx, ThreeHerds.FORWARD);
        var random = new Random(1);
        List<ServerConfig> servers = all.servers();
        var replies = new TreeMap<String, String>();
        for (int i = 0; i < 60; i++) {
            String client = "kiwi" + i;
            String reply =
                    TestClient.ask(servers.get(random.nextInt(servers.size())), "IAMAT " + client + " +34.07-118.45 5");
            String initial = ThreeHerds.owner(client).substring(0, 1).toUpperCase(Locale.ROOT);
            assertThat(reply).matches("AT " + initial + "[12] \\+\\d+\\.\\d{9} " + client + " \\+34\\.07-118\\.45 5");
            replies.put(client, reply);
        }
        for (String herd : all.names()) {
            long own = replies.keySet().stream()
                    .filter(each -> ThreeHerds.owner(each).equals(herd))
                    .count();
            all.herd(herd).awaitAgreement(own);
        }
        for (ServerConfig server : servers) {
            replies.forEach((client, reply) ->
                    assertThat(TestClient.ask(server, "WHEREIS " + client)).isEqualTo(reply));
            assertThat(TestClient.ask(server, "WHEREIS nobody")).isEqualTo("? WHEREIS nobody");
            assertThat(TestClient.ask(server, "IAMAT kiwi7 +1+1 4")).isEqualTo(replies.get("kiwi7"));
        }
        String far = ThreeHerds.client("east", "kiwi");
        try (TestClient client = TestClient.connect(all.server("W1"))) {
            client.send("WHATSAT " + far + " 10 2\n");
            assertThat(client.line()).isEqualTo(replies.get(far));
            assertThat(new JsonObject(client.document()).getJsonArray("results"))
                    .hasSize(2);
        }
        assertThat(all.topic().size()).isZero();
        assertThat(all.count("W1", "forwarded")).isPositive();
    }

    @Test
    void repliesComeInTheOrderOfTheCommandsAndQuestionsSeeTheReportsBeforeThem(Vertx vertx) {
        ThreeHerds all = start(vertx, ThreeHerds.FORWARD);
        var commands = new StringBuilder();
        for (int i = 0; i < 600; i++) {
            commands.append(
                    "IAMAT emu" + i % 20 + " +1+1 " + (i + 1) + "\nWHEREIS emu" + i % 20 + "\nnonsense " + i + "\n");
        }
        try (TestClient client = TestClient.connect(all.server("S2"))) {
            client.send(commands.toString());
            for (int i = 0; i < 600; i++) {
                String reply = client.line();
                assertThat(reply).endsWith(" emu" + i % 20 + " +1+1 " + (i + 1));
                // A later report of the client may have overtaken the question, but never an earlier one.
                String[] answer = client.line().split(" ", -1);
                assertThat(Integer.parseInt(answer[5])).isGreaterThanOrEqualTo(i + 1);
                assertThat(client.line()).isEqualTo("? nonsense " + i);
            }
        }
    }

    @Test
    void whereTheOwnerIsAwayReportsArePublishedAndQuestionsAreNotAnswered(Vertx vertx) {
        ThreeHerds all = start(vertx, ThreeHerds.FORWARD);
        ServerConfig west = all.server("W1");
        String client = ThreeHerds.client("east", "orca");
        String other = ThreeHerds.client("south", "orca");
        all.stop("east");
        String reply = TestClient.ask(west, "IAMAT " + client + " +1+1 5");
        assertThat(reply).startsWith("AT W1 +").endsWith(" " + client + " +1+1 5");
        assertThat(TestClient.ask(west, "WHEREIS " + client)).isEqualTo("? WHEREIS " + client);
        assertThat(TestClient.ask(west, "IAMAT " + other + " +1+1 5")).startsWith("AT S");
        assertThat(Http.get(west, "/api/v1/clients/" + client).statusCode()).isEqualTo(503);
        assertThat(Http.get(west, "/api/v1/clients/" + other).statusCode()).isEqualTo(200);
        assertThat(post(west, client, 6)).contains("\"accepted\"");
        assertThat(all.count("W1", "published")).isEqualTo(2);
        assertThat(all.herd("west").status("W1").clients()).isZero();

        all.topic().setAway(true);
        try (TestClient lost = TestClient.connect(west)) {
            assertThat(lost.send("IAMAT " + client + " +1+1 7\n").rest()).isEmpty();
        }
        assertThat(post(west, client, 8)).contains("unacknowledged");
        assertThat(TestClient.ask(west, "IAMAT " + other + " +1+1 9")).startsWith("AT S");
        all.topic().setAway(false);

        all.start("east");
        Await.until(
                "the owner answers what was published",
                () -> TestClient.ask(west, "WHEREIS " + client).startsWith("AT W1 "));
        assertThat(TestClient.ask(all.server("E2"), "WHEREIS " + client)).endsWith(" 6");
    }

    private static String post(ServerConfig server, String client, int time) {
        return Http.post(
                        server,
                        "/api/v1/reports",
                        "{\"client\":\"" + client + "\",\"latitude\":1,\"longitude\":1,\"time\":" + time + "}")
                .body();
    }

    @Test
    void oneServerOfAnOwnerSuffices(Vertx vertx) {
        ThreeHerds all = start(vertx, ThreeHerds.FORWARD);
        List<String> clients = ThreeHerds.clients("east", "yak").limit(8).toList();
        clients.forEach(each -> assertThat(TestClient.ask(all.server("W1"), "IAMAT " + each + " +1+1 5"))
                .startsWith("AT E"));
        all.herd("east").awaitAgreement(8);
        all.herd("east").stop("E1");
        clients.forEach(each -> {
            assertThat(TestClient.ask(all.server("W1"), "IAMAT " + each + " +1+1 6"))
                    .startsWith("AT E2");
            assertThat(TestClient.ask(all.server("W2"), "WHEREIS " + each)).endsWith(" " + each + " +1+1 6");
        });
        assertThat(all.topic().size()).isZero();
    }

    @Test
    void whatWasForwardedIsNotForwardedAgain(Vertx vertx) {
        // South takes its partitions for West's, so that West and South would send such commands to and fro.
        herds = ThreeHerds.of(vertx, directory, UnaryOperator.identity(), (owners, herd) -> {
            if (!herd.equals("south")) {
                return new OwnersConfig(herd, owners, ThreeHerds.FORWARD);
            }
            var wrong = new TreeMap<>(owners);
            wrong.put(
                    "west", new OwnerConfig(Set.of(0, 1, 5), owners.get("west").servers()));
            wrong.put("south", new OwnerConfig(Set.of(4), owners.get("south").servers()));
            return new OwnersConfig(herd, wrong, ThreeHerds.FORWARD);
        });
        ThreeHerds all = herds.start();
        List<String> clients = ThreeHerds.clients("south", "gnu").limit(12).toList();
        for (String each : clients) {
            assertThat(TestClient.ask(all.server("W1"), "IAMAT " + each + " +1+1 5"))
                    .matches("AT (S|W1).* " + each + " \\+1\\+1 5");
        }
        long misdirected = all.count("W1", "failed_misdirected");
        assertThat(misdirected).isPositive().isLessThan(12);
        assertThat(all.count("S1", "loops") + all.count("S2", "loops")).isEqualTo(misdirected);
        assertThat(all.topic().size()).isEqualTo((int) misdirected);

        String foreign = ThreeHerds.client("east", "gnu");
        String own = ThreeHerds.client("west", "gnu");
        try (TestClient forwarder = TestClient.connect(all.server("W1"))) {
            forwarder.send(
                    "FORWARD north\nIAMAT " + foreign + " +1+1 5\nWHEREIS " + foreign + "\nIAMAT " + own + " +1+1 5\n");
            assertThat(forwarder.lines(3)).containsExactly("FORWARD west", "ELSEWHERE east", "ELSEWHERE east");
            assertThat(forwarder.line()).startsWith("AT W1 ");
        }
    }

    @Test
    void anOwnerThatDoesNotAnswerHoldsUpNobodyElse(Vertx vertx) throws IOException {
        ForwardConfig usual = ThreeHerds.FORWARD;
        var patient = new ForwardConfig(null, false, Duration.ofMinutes(1), usual.retry(), usual.bytes());
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            herds = ThreeHerds.of(vertx, directory, UnaryOperator.identity(), (owners, herd) -> {
                var table = new TreeMap<>(owners);
                String address = "127.0.0.1:" + silent.getLocalPort();
                table.put("east", new OwnerConfig(owners.get("east").partitions(), List.of(address)));
                return new OwnersConfig(herd, table, patient);
            });
            herds.start("west");
            herds.start("south");
            ServerConfig west = herds.server("W1");
            String slow = ThreeHerds.client("east", "eel");
            String quick = ThreeHerds.client("south", "eel");
            try (TestClient waits = TestClient.connect(west)) {
                waits.send("IAMAT " + slow + " +1+1 5\n");
                try (Socket frozen = silent.accept()) {
                    assertThat(new BufferedReader(new InputStreamReader(frozen.getInputStream(), ISO_8859_1))
                                    .readLine())
                            .isEqualTo("FORWARD west");
                    for (int i = 1; i <= 20; i++) {
                        assertThat(TestClient.ask(west, "IAMAT " + quick + " +1+1 " + i))
                                .startsWith("AT S");
                    }
                    assertThat(herds.count("W1", "published")).isZero();
                }
                assertThat(waits.line()).startsWith("AT W1 ").endsWith(" " + slow + " +1+1 5");
                assertThat(herds.count("W1", "published")).isOne();
            }
        }
    }

    @Test
    void whatPhonesTellBesidesReachesTheOwnerThroughTheTopic(Vertx vertx) {
        ThreeHerds all = start(vertx, ThreeHerds.FORWARD);
        String device = ThreeHerds.client("east", "anna/phone");
        var answer = Http.request("POST", all.server("W2").httpPort(), "/", """
            {"_type":"location","topic":"owntracks/%s","lat":1.5,"lon":2.5,"acc":12,"tst":1700000000,"tid":"ek"}\
            """.formatted(device));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(all.herd("west").status("W2").commands()).containsEntry("phone_handed_over", 1L);
        String path = "/api/v1/clients/" + device.replace("/", "%2F");
        Await.until("the owner knows both", () -> {
            String body = Http.get(all.server("E1"), path).body();
            return body.contains("\"accuracy\":12") && body.contains("\"latitude\":1.5");
        });
        assertThat(Http.request("DELETE", all.server("W1"), path).statusCode()).isEqualTo(204);
        Await.until("it is deleted", () -> Http.get(all.server("E2"), path).statusCode() == 404);
        assertThat(Http.get(all.server("S1"), path).statusCode()).isEqualTo(404);
    }

    @Test
    void searchesSayWhoseClientsTheyCover(Vertx vertx) {
        ThreeHerds all = start(vertx, ThreeHerds.FORWARD);
        for (String herd : all.names()) {
            assertThat(TestClient.ask(all.server("W1"), "IAMAT " + ThreeHerds.client(herd, "owl") + " +1+1 5"))
                    .startsWith("AT ");
        }
        String center = ThreeHerds.client("east", "owl");
        var found = new JsonObject(Http.get(all.server("W1"), "/api/v1/clients/" + center + "/near?radius=1")
                .body());
        assertThat(found.getString("herd")).isEqualTo("west");
        assertThat(found.getJsonArray("clients")).hasSize(1);
        assertThat(found.getJsonArray("clients").getJsonObject(0).getString("client"))
                .isEqualTo(ThreeHerds.client("west", "owl"));
        try (TestClient client = TestClient.connect(all.server("W1"))) {
            client.send("NEAR " + center + " 1 5\nWATCH " + center + "\nWATCH " + center + " 5\n");
            assertThat(client.line()).contains(" " + center + " ");
            assertThat(client.line()).contains(" " + ThreeHerds.client("west", "owl") + " ");
            assertThat(client.lines(3)).containsExactly("", "? WATCH " + center, "? WATCH " + center + " 5");
        }
    }

    @Test
    void tokensAndTlsAreSpokenBetweenHerds(Vertx vertx) throws Exception {
        String key = "the key of all three herds";
        var certificates = new TestCertificates(directory.resolve("tls"));
        certificates.issue("W1");
        for (String name : List.of("W2", "E1", "E2", "S1", "S2")) {
            certificates.write("W1", name);
        }
        Path tokens = directory.resolve("tokens");
        Files.writeString(tokens, "FXRWAR forwarder report=* read=*\nPHXNES phone report=* read=*\n");
        var access = new AccessConfig(Set.of(), List.of(), key, tokens.toString(), JwtConfig.DEFAULT, List.of());
        UnaryOperator<TestHerd> change =
                herd -> herd.with(certificates.config(true, false, false, ClientCertificates.REQUIRED), TestHerd.SECRET)
                        .with(access);
        ForwardConfig usual = ThreeHerds.FORWARD;
        herds = ThreeHerds.of(vertx, directory, change, (owners, herd) -> {
            // South shows nothing.
            String token = herd.equals("south") ? null : new Credentials(key).token("FXRWAR");
            return new OwnersConfig(
                    herd, owners, new ForwardConfig(token, true, usual.timeout(), usual.retry(), usual.bytes()));
        });
        ThreeHerds all = herds.start();
        String client = ThreeHerds.client("east", "auk");
        String hello = "AUTH " + new Credentials(key).token("PHXNES") + "\n";
        for (String server : List.of("W1", "S1")) {
            try (var phone = TlsClient.connect(certificates.client("W1"), all.server(server))) {
                String replies = phone.send(hello + "IAMAT " + client + " +1+1 5\nWHEREIS " + client + "\n")
                        .endOutput()
                        .rest();
                assertThat(replies)
                        .startsWith("AUTH phone\n")
                        .contains(server.equals("W1") ? "\nAT E" : "\nAT S1")
                        .matches(Pattern.compile(
                                server.equals("W1") ? ".*\nAT E[^\n]*\nAT E[^\n]*\n" : ".*\n\\? WHEREIS [^\n]*\n",
                                Pattern.DOTALL));
            }
        }
    }
}
