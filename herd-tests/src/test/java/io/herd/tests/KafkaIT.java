package io.herd.tests;

import static io.herd.tests.KafkaHerds.EAST;
import static io.herd.tests.KafkaHerds.WEST;
import static io.herd.tests.KafkaHerds.WEST_TOO;
import static org.assertj.core.api.Assertions.assertThat;

import io.herd.broker.BrokerSettings;
import io.herd.broker.KafkaBroker;
import io.herd.broker.ReportTopic;
import io.herd.config.KafkaSecurity;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Herds that are joined by a topic of a real broker, and what happens to them when the broker is away. */
class KafkaIT {
    private static final int PARTITIONS = 4;
    private static final int CLIENTS = 500;
    private static final Map<String, String> HEADERS = Map.of("version", "1", "herd", "north");
    private static final Duration STOPPING = Duration.ofSeconds(5);
    private static final AtomicInteger TOPICS = new AtomicInteger();

    @TempDir
    private static Path shared;

    @TempDir
    private Path directory;

    private static KafkaBroker broker;
    private static int securedPort;
    /** The file of the CA that issued the broker's certificate, and of another. */
    private static Path trusted;

    private static Path stranger;

    private Vertx vertx;
    private ReportTopic topic;
    private KafkaHerds herds;

    @BeforeAll
    static void startBroker() throws IOException {
        var certificates = new TestCertificates(shared.resolve("certificates")).issue("broker");
        trusted = certificates.ca();
        stranger = new TestCertificates(shared.resolve("stranger")).ca();
        Path both = shared.resolve("broker.pem");
        Files.writeString(
                both,
                Files.readString(certificates.key("broker")) + Files.readString(certificates.certificate("broker")));
        securedPort = Ports.free();
        broker = KafkaBroker.start(
                shared.resolve("broker"),
                BrokerSettings.quick().secured(securedPort, both),
                Ports.free(),
                Ports.free());
    }

    @AfterAll
    static void stopBroker() throws IOException {
        broker.close();
    }

    @BeforeEach
    void create() throws IOException {
        vertx = Vertx.vertx();
        broker.ensureRunning();
        topic = ReportTopic.create(broker, "herd-" + TOPICS.incrementAndGet(), PARTITIONS);
        herds = new KafkaHerds(vertx, directory, broker.bootstrap(), topic);
    }

    @AfterEach
    void close() {
        herds.close();
        topic.close();
        var _ = vertx.close().await();
    }

    @Test
    void herdsThatShareATopicKnowTheSame() {
        herds.west();
        herds.east();
        String kiwi = herds.report(WEST, "kiwi", 1_520_023_934);
        String emu = herds.report(EAST, "emu", 1_520_023_935);
        herds.awaitEverywhere("kiwi", kiwi);
        herds.awaitEverywhere("emu", emu);
        String newer = herds.report(EAST, "kiwi", 1_520_023_936);
        herds.awaitEverywhere("kiwi", newer);
    }

    @Test
    void aHerdStartsAndServesWhileTheBrokerIsAwayAndTellsLater() throws IOException {
        broker.stop();
        TestHerd west = herds.west();
        String kiwi = herds.report(WEST_TOO, "kiwi", 1_520_023_934);
        long start = System.nanoTime();
        west.stop(WEST);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(STOPPING);
        west.start(WEST);
        broker.restart();
        herds.east();
        herds.awaitEverywhere("kiwi", kiwi);
    }

    @Test
    void nobodyWaitsForABrokerThatIsKilledUnderLoad() throws IOException {
        herds.west();
        herds.east();
        try (var load = new ReportLoad(herds.server(WEST), CLIENTS, "client")) {
            load.awaitRounds(2);
            broker.kill();
            load.awaitRounds(5);
            broker.restart();
            load.awaitRounds(5);
            herds.awaitEverywhere(load.stop());
        }
    }

    @Test
    void nobodyWaitsForABrokerThatIsFrozenUnderLoad() throws IOException {
        herds.west();
        herds.east();
        try (var load = new ReportLoad(herds.server(WEST), CLIENTS, "client")) {
            load.awaitRounds(2);
            broker.freeze();
            try {
                load.awaitRounds(20);
            } finally {
                broker.thaw();
            }
            load.awaitRounds(5);
            herds.awaitEverywhere(load.stop());
        }
    }

    @Test
    void anOlderReportThatIsAppendedLaterDoesNotReplaceTheNewest() throws IOException {
        herds.west();
        String newest = herds.report(WEST, "kiwi", 1_520_023_936);
        Await.longer("the topic has it", () -> newestIsLast("kiwi", "1520023936"));
        topic.append("kiwi", "AT kiwi Elsewhere +1 +1 +1 1520023935", HEADERS);
        Await.longer(
                "it is appended again", () -> topic.values("kiwi").size() > 2 && newestIsLast("kiwi", "1520023936"));
        assertThat(topic.compact("kiwi")).endsWith(" 1520023936");
        herds.east();
        herds.awaitEverywhere("kiwi", newest);
    }

    @Test
    void aBadRecordStopsNothing() throws IOException {
        topic.append("kiwi", "AT kiwi Elsewhere +1 +1 +1 1520023934", Map.of("version", "2", "herd", "north"));
        topic.append("kiwi", "AT kiwi Elsewhere +91 +1 +1 1520023934", HEADERS);
        topic.append("kiwi", "AT emu Elsewhere +1 +1 +1 1520023934", HEADERS);
        topic.append("kiwi", "AT kiwi Elsewhere +1 +1 +1 4999999999", HEADERS);
        topic.append("kiwi", "x".repeat(900_000), HEADERS);
        topic.append("kiwi", null, HEADERS);
        topic.append("kiwi", "AT kiwi Elsewhere +1 +1 +1 1520023935", HEADERS);
        herds.east();
        herds.awaitEverywhere("kiwi", "AT Elsewhere +1 kiwi +1+1 1520023935");
        topic.append("kiwi", "AT kiwi Elsewhere +1 +1 - 1520023936", HEADERS);
        topic.append("kiwi", "AT kiwi Elsewhere +2 +2 +1 1520023937", HEADERS);
        herds.awaitEverywhere("kiwi", "AT Elsewhere +1 kiwi +2+2 1520023937");
    }

    @Test
    void aHerdThatTheBrokerRefusesOrThatRefusesTheBrokerSaysSoAndServes() throws IOException {
        var secured = new KafkaHerds(vertx, directory, "127.0.0.1:" + securedPort, topic);
        try (secured) {
            secured.secured("Admitted", security(BrokerSettings.PASSWORD, trusted));
            secured.secured("Refused", security("a wrong one", trusted));
            secured.secured("Refusing", security(BrokerSettings.PASSWORD, stranger));
            String kiwi = secured.report("Refused", "kiwi", 1_520_023_934);
            String emu = secured.report("Refusing", "emu", 1_520_023_934);
            String moa = secured.report("Admitted", "moa", 1_520_023_934);
            awaitLog("Refused", "invalid credentials");
            awaitLog("Refusing", "kafka.security.truststore must vouch for");
            Await.longer("the topic has it", () -> newestIsLast("moa", "1520023934"));
            assertThat(secured.known("Refused", "kiwi")).isEqualTo(kiwi);
            assertThat(secured.known("Refusing", "emu")).isEqualTo(emu);
            assertThat(secured.known("Admitted", "moa")).isEqualTo(moa);
            assertThat(topic.values("kiwi")).isEmpty();
        }
    }

    private static KafkaSecurity security(String password, Path ca) {
        return new KafkaSecurity(
                KafkaSecurity.Protocol.SASL_SSL,
                "SCRAM-SHA-256",
                BrokerSettings.USER,
                password,
                ca.toString(),
                null,
                null);
    }

    private void awaitLog(String server, String words) {
        Path log = directory.resolve(server).resolve(server + ".log");
        Await.longer(
                "the log of " + server + " says: " + words,
                () -> Files.readString(log).contains(words));
        assertThat(log).content().doesNotContain("a wrong one", BrokerSettings.PASSWORD);
    }

    private boolean newestIsLast(String client, String time) {
        List<String> values = topic.values(client);
        return !values.isEmpty() && values.getLast().endsWith(" " + time);
    }
}
