package io.herd.tests;

import static java.util.Objects.requireNonNull;

import io.herd.config.ForwardConfig;
import io.herd.config.KafkaConfig;
import io.herd.config.LimitsConfig;
import io.herd.config.OwnerConfig;
import io.herd.config.OwnersConfig;
import io.herd.config.PlacesConfig;
import io.herd.config.ServerConfig;
import io.herd.protocol.Bytes;
import io.herd.protocol.ClientPartition;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Three herds of two servers each that share a topic; each owns two of its six partitions. */
final class ThreeHerds implements AutoCloseable {
    static final ForwardConfig FORWARD =
            new ForwardConfig(null, false, Duration.ofMillis(1_500), Duration.ofMillis(50), 1 << 20);

    private static final Map<String, List<String>> SERVERS =
            Map.of("west", List.of("W1", "W2"), "east", List.of("E1", "E2"), "south", List.of("S1", "S2"));
    private static final Map<String, Set<Integer>> PARTITIONS =
            Map.of("west", Set.of(0, 1), "east", Set.of(2, 3), "south", Set.of(4, 5));
    static final int COUNT = 6;

    private final @Nullable FakeTopic topic;
    private final Map<String, TestHerd> herds = new LinkedHashMap<>();

    /** @param topic null for one of Kafka */
    private ThreeHerds(@Nullable FakeTopic topic) {
        this.topic = topic;
    }

    /** The herds, of which no server runs yet. */
    static ThreeHerds of(Vertx vertx, Path directory, ForwardConfig forward) {
        return of(vertx, directory, forward, UnaryOperator.identity());
    }

    /** The same, each changed in some way. */
    static ThreeHerds of(Vertx vertx, Path directory, ForwardConfig forward, UnaryOperator<TestHerd> change) {
        return of(vertx, directory, change, (owners, herd) -> new OwnersConfig(herd, owners, forward));
    }

    /** What a herd takes for the table. */
    @FunctionalInterface
    interface Table {
        OwnersConfig of(Map<String, OwnerConfig> owners, String herd);
    }

    /** The same, at a topic of a real broker. */
    static ThreeHerds at(Vertx vertx, Path directory, KafkaConfig kafka, ForwardConfig forward) {
        return of(
                vertx,
                directory,
                herd -> herd.withKafka(kafka),
                (owners, herd) -> new OwnersConfig(herd, owners, forward),
                null);
    }

    /** The same, with tables that may differ. */
    static ThreeHerds of(Vertx vertx, Path directory, UnaryOperator<TestHerd> change, Table table) {
        return of(vertx, directory, change, table, new FakeTopic());
    }

    private static ThreeHerds of(
            Vertx vertx, Path directory, UnaryOperator<TestHerd> change, Table table, @Nullable FakeTopic topic) {
        var all = new ThreeHerds(topic);
        var alone = new LinkedHashMap<String, TestHerd>();
        var owners = new LinkedHashMap<String, OwnerConfig>();
        SERVERS.forEach((name, servers) -> {
            var shape = Map.of(
                    servers.getFirst(), List.of(servers.getLast()), servers.getLast(), List.of(servers.getFirst()));
            TestHerd herd = change.apply(TestHerd.of(
                    vertx,
                    directory.resolve(name),
                    shape,
                    LimitsConfig.DEFAULT,
                    TestHerd.places(PlacesConfig.Provider.GAZETTEER, null)));
            alone.put(name, herd);
            List<String> addresses = servers.stream()
                    .map(each -> "127.0.0.1:" + herd.server(each).port())
                    .toList();
            owners.put(name, new OwnerConfig(PARTITIONS.get(name), addresses));
        });
        alone.forEach((name, herd) -> all.herds.put(name, herd.with(table.of(owners, name), topic)));
        return all;
    }

    /** The same herds, running. */
    ThreeHerds start() {
        herds.keySet().forEach(this::start);
        return this;
    }

    void start(String herd) {
        herd(herd).start(SERVERS.get(herd).toArray(String[]::new));
    }

    void stop(String herd) {
        SERVERS.get(herd).forEach(herd(herd)::stop);
    }

    /** The topic in memory. */
    FakeTopic topic() {
        return requireNonNull(topic);
    }

    TestHerd herd(String name) {
        return herds.get(name);
    }

    Set<String> names() {
        return herds.keySet();
    }

    ServerConfig server(String name) {
        return herd(herdOf(name)).server(name);
    }

    List<ServerConfig> servers() {
        return SERVERS.values().stream().flatMap(List::stream).map(this::server).toList();
    }

    static String owner(String client) {
        int partition = ClientPartition.of(Bytes.of(client), COUNT);
        return PARTITIONS.entrySet().stream()
                .filter(each -> each.getValue().contains(partition))
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    /** Names of clients that a herd owns, as many as are taken. */
    static Stream<String> clients(String herd, String stem) {
        return Stream.iterate(0, i -> i + 1)
                .map(i -> stem + i)
                .filter(each -> owner(each).equals(herd));
    }

    static String client(String herd, String stem) {
        return clients(herd, stem).findFirst().orElseThrow();
    }

    long count(String server, String counter) {
        return herd(herdOf(server)).status(server).owners().counters().getOrDefault(counter, -1L);
    }

    private static String herdOf(String server) {
        return SERVERS.keySet().stream()
                .filter(each -> SERVERS.get(each).contains(server))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        herds.values().forEach(TestHerd::close);
    }
}
