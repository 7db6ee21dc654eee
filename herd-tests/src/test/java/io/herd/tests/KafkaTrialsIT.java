package io.herd.tests;

import static io.herd.tests.KafkaHerds.EAST;
import static io.herd.tests.KafkaHerds.WEST;
import static io.herd.tests.KafkaHerds.WEST_TOO;
import static org.assertj.core.api.Assertions.assertThat;

import io.herd.bench.OwnHerd;
import io.herd.broker.BrokerSettings;
import io.herd.broker.KafkaBroker;
import io.herd.broker.MirrorMaker;
import io.herd.broker.ReportTopic;
import io.herd.config.ForwardConfig;
import io.herd.config.KafkaConfig;
import io.herd.config.KafkaSecurity;
import io.herd.config.ServerConfig;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** What takes longer than the build should, with brokers of their own: {@code herd-tests/kafka} runs it. */
@EnabledIfSystemProperty(named = "trials", matches = ".*")
class KafkaTrialsIT {
    private static final String TOPIC = "herd";
    private static final int PARTITIONS = 4;
    private static final int CLIENTS = 5_000;
    private static final Path MIRROR = Path.of("../conf/regions/mirror.properties");

    private static final ForwardConfig PATIENT =
            new ForwardConfig(null, false, Duration.ofSeconds(20), Duration.ofMillis(50), 1 << 20);

    @TempDir
    private Path directory;

    private Vertx vertx;
    private KafkaBroker broker;
    private ReportTopic topic;
    private KafkaHerds herds;

    @BeforeEach
    void create() throws IOException {
        vertx = Vertx.vertx();
        broker = broker("broker");
        topic = ReportTopic.create(broker, TOPIC, PARTITIONS);
        herds = new KafkaHerds(vertx, directory, broker.bootstrap(), topic);
    }

    private KafkaBroker broker(String name) throws IOException {
        return KafkaBroker.start(directory.resolve(name), BrokerSettings.quick(), Ports.free(), Ports.free());
    }

    @AfterEach
    void close() throws IOException {
        herds.close();
        topic.close();
        broker.close();
        var _ = vertx.close().await();
    }

    @Test
    void regionsThatMirrorMakerJoinsAgreeAlsoAfterACut() throws IOException {
        try (KafkaBroker america = broker("america");
                ReportTopic ofAmerica = ReportTopic.create(america, TOPIC, PARTITIONS);
                var others = new KafkaHerds(vertx, directory, america.bootstrap(), ofAmerica)) {
            herds.west();
            others.east();
            try (MirrorMaker _ = mirror(america)) {
                String kiwi = herds.report(WEST, "kiwi", 1_520_023_934);
                String emu = others.report(EAST, "emu", 1_520_023_935);
                awaitInBoth(others, Map.of("kiwi", kiwi, "emu", emu));
            }
            String kiwi = others.report(EAST, "kiwi", 1_520_023_936);
            String moa = herds.report(WEST_TOO, "moa", 1_520_023_937);
            try (MirrorMaker _ = mirror(america)) {
                awaitInBoth(others, Map.of("kiwi", kiwi, "moa", moa));
                String rhea = herds.report(WEST, "rhea", 1_520_023_938);
                awaitInBoth(others, Map.of("rhea", rhea));
            }
        }
    }

    private MirrorMaker mirror(KafkaBroker america) throws IOException {
        return MirrorMaker.start(
                directory.resolve("mirror"),
                MIRROR,
                "europe.bootstrap.servers = " + broker.bootstrap() + "\namerica.bootstrap.servers = "
                        + america.bootstrap() + "\n");
    }

    private void awaitInBoth(KafkaHerds others, Map<String, String> replies) {
        herds.awaitEverywhere(replies);
        others.awaitEverywhere(replies);
    }

    @Test
    void whatAServerAcknowledgedBeforeItWasKilledIsPublishedByItsNeighbour() throws IOException {
        List<ServerConfig> two = List.of(process("Boston", "Denver"), process("Denver", "Boston"));
        Map<String, String> settings = Map.of("HERD_KAFKA_BOOTSTRAP", broker.bootstrap(), "HERD_KAFKA_HERD", "america");
        try (OwnHerd america =
                OwnHerd.start(List.of(Program.LAUNCHER.toString()), two, 2, directory, Map.of(), settings)) {
            ServerConfig boston = america.servers().getFirst();
            ServerConfig denver = america.servers().getLast();
            String before = TestClient.ask(boston, "IAMAT emu +34-118 1520023933");
            Await.longer("the topic has it", () -> !topic.values("emu").isEmpty());
            assertThat(TestClient.ask(denver, "WHEREIS emu")).isEqualTo(before);
            broker.kill();
            String kiwi = TestClient.ask(boston, "IAMAT kiwi +34-118 1520023934");
            america.first().signal("KILL");
            assertThat(TestClient.ask(denver, "WHEREIS kiwi")).isEqualTo(kiwi);
            broker.restart();
            herds.east();
            Await.longer(
                    "the neighbour publishes it", () -> !topic.values("kiwi").isEmpty());
            herds.awaitEverywhere("kiwi", kiwi);
        }
    }

    private static ServerConfig process(String name, String neighbour) {
        return new ServerConfig(name, "127.0.0.1", "127.0.0.1", 1, 3, 2, List.of(neighbour));
    }

    @Test
    void aHerdThatIsRestartedKnowsWhatItKnewAndWhatItMissed() {
        herds.west();
        TestHerd east = herds.east();
        Map<String, String> known = herds.reportMany(WEST, CLIENTS, 1_520_023_934);
        herds.awaitEverywhere(known);
        east.stop(EAST);
        String missed = herds.report(WEST, "kiwi", 1_520_023_935);
        east.start(EAST);
        herds.awaitEverywhere("kiwi", missed);
        herds.awaitEverywhere(known);
    }

    @Test
    void serversThatAreRestartedInTurnUnderLoadLoseNothing() {
        TestHerd west = herds.west();
        herds.east();
        for (String each : List.of(WEST, WEST_TOO, WEST)) {
            String other = each.equals(WEST) ? WEST_TOO : WEST;
            try (var here = new ReportLoad(herds.server(other), 100, "here-" + each);
                    var there = new ReportLoad(herds.server(EAST), 100, "there-" + each)) {
                here.awaitRounds(2);
                west.stop(each);
                here.awaitRounds(5);
                west.start(each);
                there.awaitRounds(5);
                herds.awaitEverywhere(here.stop());
                herds.awaitEverywhere(there.stop());
            }
        }
    }

    @Test
    void herdsThatShareTheClientsReadTheirOwnOnlyAndMissNothingThatWasPublishedForThem() throws IOException {
        try (ReportTopic shared = ReportTopic.create(broker, "herd-shared", ThreeHerds.COUNT);
                ThreeHerds all = ThreeHerds.at(vertx, directory, owning(shared), PATIENT)) {
            List<ServerConfig> servers = all.start().servers();
            var replies = new TreeMap<String, String>();
            for (int i = 0; i < 30; i++) {
                String client = "kiwi" + i;
                replies.put(client, TestClient.ask(servers.get(i % servers.size()), "IAMAT " + client + " +1+1 5"));
            }
            awaitOwners(all, replies);

            all.stop("east");
            String missed = ThreeHerds.client("east", "orca");
            String reply = TestClient.ask(all.server("W1"), "IAMAT " + missed + " +1+1 5");
            assertThat(reply).startsWith("AT W1 ").endsWith(" " + missed + " +1+1 5");
            assertThat(shared.values(missed)).hasSize(1);
            assertThat(TestClient.ask(all.server("W1"), "WHEREIS " + missed)).isEqualTo("? WHEREIS " + missed);

            all.start("east");
            replies.put(missed, reply);
            awaitOwners(all, replies);
        }
    }

    private KafkaConfig owning(ReportTopic shared) {
        return new KafkaConfig(
                broker.bootstrap(),
                shared.name(),
                "replaced",
                KafkaConfig.Consume.SHARED,
                false,
                1,
                8 << 20,
                Duration.ofSeconds(2),
                null,
                KafkaSecurity.NONE);
    }

    /** Waits until each herd knows its own clients and no others, and every server answers for all. */
    private static void awaitOwners(ThreeHerds all, Map<String, String> replies) {
        for (String herd : all.names()) {
            all.herd(herd)
                    .awaitAgreement(replies.keySet().stream()
                            .filter(each -> ThreeHerds.owner(each).equals(herd))
                            .count());
        }
        for (ServerConfig server : all.servers()) {
            replies.forEach((client, reply) -> Await.longer(
                    server.name() + " answers " + reply,
                    () -> TestClient.ask(server, "WHEREIS " + client).equals(reply)));
        }
    }

    @Test
    void everyServerMayReadAll() {
        TestHerd west = herds.consuming(KafkaConfig.Consume.ALL).west();
        herds.east();
        herds.awaitEverywhere(herds.reportMany(EAST, 100, 1_520_023_934));
        west.stop(WEST_TOO);
        herds.reportMany(EAST, 100, 1_520_023_935)
                .forEach((client, reply) -> Await.longer(
                        WEST + " knows " + reply,
                        () -> herds.known(WEST, client).equals(reply)));
    }
}
