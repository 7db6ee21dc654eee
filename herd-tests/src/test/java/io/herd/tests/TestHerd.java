package io.herd.tests;

import io.herd.config.AccessConfig;
import io.herd.config.ExpiryConfig;
import io.herd.config.FencesConfig;
import io.herd.config.HerdConfig;
import io.herd.config.HistoryConfig;
import io.herd.config.HttpConfig;
import io.herd.config.JournalConfig;
import io.herd.config.JwtConfig;
import io.herd.config.KafkaConfig;
import io.herd.config.LimitsConfig;
import io.herd.config.LinksConfig;
import io.herd.config.LogConfig;
import io.herd.config.MqttConfig;
import io.herd.config.OwnersConfig;
import io.herd.config.PhonesConfig;
import io.herd.config.PlacesConfig;
import io.herd.config.ServerConfig;
import io.herd.config.TlsConfig;
import io.herd.server.HerdServer;
import io.herd.server.log.ServerLog;
import io.herd.server.places.Gazetteer;
import io.herd.server.web.ServerStatus;
import io.herd.server.web.StatusService;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Servers on real sockets at free ports, in one Vert.x. */
final class TestHerd implements AutoCloseable {
    static final Map<String, List<String>> FIVE = Map.of(
            "Goloman", List.of("Hands", "Holiday", "Wilkes"),
            "Hands", List.of("Goloman", "Wilkes"),
            "Holiday", List.of("Goloman", "Welsh", "Wilkes"),
            "Welsh", List.of("Holiday"),
            "Wilkes", List.of("Goloman", "Hands", "Holiday"));

    static final String SECRET = "a secret for the tests only";

    private static @Nullable Gazetteer gazetteer;

    private final Vertx vertx;
    private final HerdConfig config;
    /** Those that start with other secrets than the herd's. */
    private final Map<String, HerdConfig> changed = new TreeMap<>();

    private final Map<String, HerdServer> running = new TreeMap<>();
    private final Map<String, ServerLog> logs = new TreeMap<>();

    private final @Nullable FakeTopic topic;

    private TestHerd(Vertx vertx, HerdConfig config) {
        this(vertx, config, null);
    }

    private TestHerd(Vertx vertx, HerdConfig config, @Nullable FakeTopic topic) {
        this.vertx = vertx;
        this.config = config;
        this.topic = topic;
    }

    /** The same herd, which owns some partitions of a topic: null for one of Kafka, or none. */
    TestHerd with(OwnersConfig owners, @Nullable FakeTopic shared) {
        return new TestHerd(vertx, kafka(config, config.kafka().with(owners)), shared);
    }

    /** The same herd, with other access. */
    TestHerd with(AccessConfig access) {
        return new TestHerd(vertx, configured(config.links(), config.tls(), access), topic);
    }

    private static HerdConfig kafka(HerdConfig config, KafkaConfig kafka) {
        return new HerdConfig(
                config.servers(),
                config.limits(),
                config.expiry(),
                config.journal(),
                config.history(),
                config.links(),
                config.tls(),
                config.places(),
                config.http(),
                config.fences(),
                config.phones(),
                config.mqtt(),
                kafka,
                config.access(),
                config.log());
    }

    /** A herd of this shape, of which no server runs yet. */
    static TestHerd of(
            Vertx vertx, Path logs, Map<String, List<String>> neighbours, LimitsConfig limits, PlacesConfig places) {
        return of(vertx, logs, neighbours, limits, ExpiryConfig.DEFAULT, FencesConfig.DEFAULT, places);
    }

    /** The same herd with TLS, and with another secret or none. */
    TestHerd with(TlsConfig tls, @Nullable String secret) {
        return new TestHerd(vertx, configured(config.links().withSecret(secret), tls));
    }

    /** Gives a server that is not running yet other certificates than the herd's. */
    void certify(String name, TlsConfig tls) {
        changed.put(name, configured(config.links(), tls));
    }

    /** Has a server that is not running yet dial a neighbour at another port. */
    void reroute(String name, String neighbour, int linkPort) {
        var servers = new LinkedHashMap<>(config.servers());
        ServerConfig far = server(neighbour);
        servers.put(
                neighbour,
                new ServerConfig(
                        neighbour, far.host(), far.bind(), far.port(), linkPort, far.httpPort(), far.neighbours()));
        changed.put(
                name,
                new HerdConfig(
                        servers,
                        config.limits(),
                        config.expiry(),
                        config.journal(),
                        config.history(),
                        config.links(),
                        config.tls(),
                        config.places(),
                        config.http(),
                        config.fences(),
                        config.phones(),
                        config.mqtt(),
                        config.kafka(),
                        config.access(),
                        config.log()));
    }

    private HerdConfig configured(LinksConfig links, TlsConfig tls) {
        return configured(links, tls, config.access());
    }

    /** The same herd, whose servers keep history. */
    TestHerd withHistory(HistoryConfig history) {
        return new TestHerd(vertx, configured(config.links(), config.tls(), config.access(), history));
    }

    private HerdConfig configured(LinksConfig links, TlsConfig tls, AccessConfig access) {
        return configured(links, tls, access, config.history());
    }

    /** The same herd with other limits at its MQTT ports. */
    TestHerd withMqtt(MqttConfig mqtt) {
        return new TestHerd(vertx, configured(config.links(), config.tls(), config.access(), config.history(), mqtt));
    }

    private HerdConfig configured(LinksConfig links, TlsConfig tls, AccessConfig access, HistoryConfig history) {
        return configured(links, tls, access, history, config.mqtt());
    }

    /** The same herd at a topic of Kafka. */
    TestHerd withKafka(KafkaConfig kafka) {
        return new TestHerd(vertx, kafka(config, kafka));
    }

    private HerdConfig configured(
            LinksConfig links, TlsConfig tls, AccessConfig access, HistoryConfig history, MqttConfig mqtt) {
        return new HerdConfig(
                config.servers(),
                config.limits(),
                config.expiry(),
                config.journal(),
                history,
                links,
                tls,
                config.places(),
                config.http(),
                config.fences(),
                config.phones(),
                mqtt,
                config.kafka(),
                access,
                config.log());
    }

    /** Two servers, running, with fences as configured. */
    static TestHerd two(Vertx vertx, Path logs, FencesConfig fences) {
        PlacesConfig places = places(PlacesConfig.Provider.GAZETTEER, null);
        Map<String, List<String>> neighbours = Map.of("Goloman", List.of("Hands"), "Hands", List.of("Goloman"));
        TestHerd herd = of(vertx, logs, neighbours, LimitsConfig.DEFAULT, ExpiryConfig.DEFAULT, fences, places);
        herd.start("Goloman", "Hands");
        return herd;
    }

    private static TestHerd of(
            Vertx vertx,
            Path logs,
            Map<String, List<String>> neighbours,
            LimitsConfig limits,
            ExpiryConfig expiry,
            FencesConfig fences,
            PlacesConfig places) {
        var servers = new LinkedHashMap<String, ServerConfig>();
        new TreeMap<>(neighbours)
                .forEach((name, list) -> servers.put(
                        name,
                        new ServerConfig(
                                name,
                                "127.0.0.1",
                                "127.0.0.1",
                                Ports.free(),
                                Ports.free(),
                                Ports.free(),
                                null,
                                Ports.free(),
                                list)));
        var links = new LinksConfig(
                SECRET,
                null,
                "data/secret",
                Duration.ofMillis(20),
                Duration.ofMillis(200),
                Duration.ofSeconds(1),
                Duration.ofSeconds(3),
                Duration.ofMillis(300),
                Duration.ofSeconds(2),
                Duration.ofSeconds(1));
        var journal = new JournalConfig(
                true, logs.resolve("journal").toString(), JournalConfig.Sync.ALWAYS, Duration.ofSeconds(1));
        var http = new HttpConfig(List.of("https://map.example", "http://localhost:8080"));
        var access = new AccessConfig(
                null, List.of(), null, logs.resolve("tokens").toString(), JwtConfig.DEFAULT, List.of());
        var log = new LogConfig(logs.toString(), 1 << 20, 3, false, true, 1 << 20, 1024);
        return new TestHerd(
                vertx,
                new HerdConfig(
                        servers,
                        limits,
                        expiry,
                        journal,
                        HistoryConfig.DEFAULT,
                        links,
                        TlsConfig.DEFAULT,
                        places,
                        http,
                        fences,
                        PhonesConfig.DEFAULT,
                        MqttConfig.DEFAULT,
                        KafkaConfig.NONE,
                        access,
                        log));
    }

    /** The five servers of the protocol, running. */
    static TestHerd five(Vertx vertx, Path logs) {
        return five(vertx, logs, ExpiryConfig.DEFAULT);
    }

    /** The same, where records expire. */
    static TestHerd five(Vertx vertx, Path logs, ExpiryConfig expiry) {
        PlacesConfig places = places(PlacesConfig.Provider.GAZETTEER, null);
        TestHerd herd = of(vertx, logs, FIVE, LimitsConfig.DEFAULT, expiry, FencesConfig.DEFAULT, places);
        herd.start(FIVE.keySet().toArray(String[]::new));
        return herd;
    }

    /** One server, running. */
    static TestHerd one(Vertx vertx, Path logs, LimitsConfig limits, PlacesConfig places) {
        TestHerd herd = of(vertx, logs, Map.of("Goloman", List.of()), limits, places);
        herd.start("Goloman");
        return herd;
    }

    /** One server that is yet to be started. */
    static TestHerd single(Vertx vertx, Path logs) {
        return of(
                vertx,
                logs,
                Map.of("Goloman", List.of()),
                LimitsConfig.DEFAULT,
                places(PlacesConfig.Provider.GAZETTEER, null));
    }

    /** One server, running, where not everybody may do everything, and which keeps history. */
    static TestHerd guarded(Vertx vertx, Path logs, AccessConfig access) {
        TestHerd open = single(vertx, logs);
        var herd = new TestHerd(vertx, open.configured(open.config.links(), open.config.tls(), access, history(logs)));
        herd.start("Goloman");
        return herd;
    }

    /** History that is kept, in a directory of a test, and for years. */
    static HistoryConfig history(Path directory) {
        HistoryConfig usual = HistoryConfig.DEFAULT;
        return new HistoryConfig(
                true, directory.resolve("history").toString(), usual.reports(), Duration.ofDays(3650), usual.bytes());
    }

    static PlacesConfig places(PlacesConfig.Provider provider, @Nullable String url) {
        return new PlacesConfig(
                provider,
                url,
                provider == PlacesConfig.Provider.GAZETTEER ? null : "the-key",
                Duration.ofSeconds(5),
                16,
                1 << 20);
    }

    ServerConfig server(String name) {
        return config.server(name);
    }

    Iterable<ServerConfig> servers() {
        return config.servers().values();
    }

    /** Starts servers: they listen, all of them, and then dial each other. */
    void start(String... names) {
        listen(names);
        link(names);
    }

    /** Has servers that listen dial their neighbours, and waits until each was tried. */
    void link(String... names) {
        Future.join(List.of(names).stream()
                        .map(name -> running.get(name).link())
                        .toList())
                .await();
    }

    /** Starts servers that listen but dial nobody. */
    void listen(String... names) {
        for (String name : names) {
            ServerLog log = ServerLog.open(name, config.log());
            logs.put(name, log);
            HerdConfig own = changed.getOrDefault(name, config);
            running.put(
                    name,
                    topic == null
                            ? new HerdServer(vertx, own, name, log)
                            : new HerdServer(vertx, own, name, log, topic::join));
            running.get(name).acceptLinks(2).await();
            running.get(name).listen(2).await();
            running.get(name).serveHttp(Future.succeededFuture(gazetteer())).await();
        }
    }

    /** How a server says that it stands. */
    ServerStatus status(String name) {
        return ServerStatus.of(
                new JsonObject(Http.get(server(name), StatusService.PATH).body()));
    }

    /** Waits until all servers that run know the same, of so many clients. */
    void awaitAgreement(long clients) {
        Await.until("all servers that run know the same " + clients + " clients", () -> {
            List<ServerStatus> all = running.keySet().stream().map(this::status).toList();
            return all.stream().allMatch(each -> each.clients() == clients)
                    && all.stream().map(ServerStatus::root).distinct().count() == 1;
        });
    }

    /** Waits until all servers that run are linked, both ways. */
    void awaitLinks() {
        Await.until(
                "all links are open",
                () -> running.keySet().stream()
                        .flatMap(name -> status(name).links().stream())
                        .allMatch(link -> link.state().equals("open") && link.accepted()));
    }

    /** Stops a server in order, and starts it again with other secrets. */
    void restart(String name, String secret, @Nullable String previous) {
        changed.put(name, configured(config.links().withSecrets(secret, previous), config.tls()));
        stop(name);
        start(name);
    }

    /** Stops a server in order. */
    void stop(String name) {
        var _ = running.remove(name).stop().await();
        logs.remove(name).close();
    }

    private static synchronized Gazetteer gazetteer() {
        if (gazetteer == null) {
            gazetteer = Gazetteer.load();
        }
        return gazetteer;
    }

    @Override
    public void close() {
        List.copyOf(running.keySet()).forEach(this::stop);
    }
}
