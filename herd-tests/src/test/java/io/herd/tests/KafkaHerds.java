package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.broker.ReportTopic;
import io.herd.config.KafkaConfig;
import io.herd.config.KafkaSecurity;
import io.herd.config.LimitsConfig;
import io.herd.config.PlacesConfig;
import io.herd.config.ServerConfig;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Herds that share a topic, in one Vert.x: of the west, with two servers, and of the east, with one. */
final class KafkaHerds implements AutoCloseable {
    static final String WEST = "Goloman";
    static final String WEST_TOO = "Hands";
    static final String EAST = "Holiday";

    private final Vertx vertx;
    private final Path directory;
    private final String bootstrap;
    private final String topic;
    private KafkaConfig.Consume consume = KafkaConfig.Consume.SHARED;
    private final List<TestHerd> herds = new ArrayList<>();
    private final List<ServerConfig> servers = new ArrayList<>();

    KafkaHerds(Vertx vertx, Path directory, String bootstrap, ReportTopic topic) {
        this.vertx = vertx;
        this.directory = directory;
        this.bootstrap = bootstrap;
        this.topic = topic.name();
    }

    /** The same, whose servers share the reading in this way. */
    KafkaHerds consuming(KafkaConfig.Consume how) {
        consume = how;
        return this;
    }

    /** Starts the herd of the west. */
    TestHerd west() {
        return start("west", config("west"), Map.of(WEST, List.of(WEST_TOO), WEST_TOO, List.of(WEST)));
    }

    /** Starts the herd of the east. */
    TestHerd east() {
        return start("east", config("east"), Map.of(EAST, List.of()));
    }

    /** Starts a herd of one server, which speaks in this way with the broker. */
    TestHerd secured(String server, KafkaSecurity security) {
        KafkaConfig usual = config(server);
        return start(
                server,
                new KafkaConfig(
                        usual.bootstrap(),
                        usual.topic(),
                        usual.herd(),
                        usual.consume(),
                        usual.createTopic(),
                        usual.topicPartitions(),
                        usual.unacknowledgedBytes(),
                        usual.deadline(),
                        null,
                        security),
                Map.of(server, List.of()));
    }

    private KafkaConfig config(String herd) {
        return new KafkaConfig(
                bootstrap, topic, herd, consume, false, 1, 8 << 20, Duration.ofSeconds(2), null, KafkaSecurity.NONE);
    }

    private TestHerd start(String name, KafkaConfig kafka, Map<String, List<String>> neighbours) {
        TestHerd herd = TestHerd.of(
                        vertx,
                        directory.resolve(name),
                        neighbours,
                        LimitsConfig.DEFAULT,
                        TestHerd.places(PlacesConfig.Provider.GAZETTEER, null))
                .withKafka(kafka);
        herd.start(neighbours.keySet().toArray(String[]::new));
        herds.add(herd);
        herd.servers().forEach(servers::add);
        return herd;
    }

    /** Reports a client to a server, and returns the reply. */
    String report(String server, String client, long second) {
        String reply = TestClient.ask(server(server), "IAMAT " + client + " +34.068930-118.445127 " + second);
        assertThat(reply).startsWith("AT " + server + " ");
        return reply;
    }

    /** Reports many clients to a server at once, and returns the reply of each. */
    Map<String, String> reportMany(String server, int count, long second) {
        var replies = new TreeMap<String, String>();
        try (TestClient client = TestClient.connect(server(server))) {
            for (int i = 0; i < count; i++) {
                client.send("IAMAT many-%d +34.068930-118.445127 %d\n".formatted(i, second));
            }
            for (int i = 0; i < count; i++) {
                replies.put("many-" + i, client.line());
            }
        }
        return replies;
    }

    /** What a server knows of a client now. */
    String known(String server, String client) {
        return TestClient.ask(server(server), "WHEREIS " + client);
    }

    /** Waits until all servers know this report. */
    void awaitEverywhere(String client, String reply) {
        awaitEverywhere(Map.of(client, reply));
    }

    /** Waits until all servers know these reports, by client. */
    void awaitEverywhere(Map<String, String> reports) {
        for (ServerConfig server : servers) {
            try (TestClient client = TestClient.connect(server)) {
                reports.forEach((name, reply) -> Await.longer(
                        server.name() + " knows " + reply,
                        () -> client.send("WHEREIS " + name + "\n").line().equals(reply)));
            }
        }
    }

    ServerConfig server(String name) {
        return servers.stream()
                .filter(server -> server.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        herds.forEach(TestHerd::close);
    }
}
