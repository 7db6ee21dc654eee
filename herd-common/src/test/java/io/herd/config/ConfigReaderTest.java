package io.herd.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConfigReaderTest {
    @Test
    void defaults() {
        HerdConfig config = TestSources.ofTwoServers().read();
        assertThat(config.server("Hands"))
                .isEqualTo(
                        new ServerConfig("Hands", "127.0.0.1", "127.0.0.1", 11491, 13491, 12491, List.of("Goloman")));
        assertThat(config.limits())
                .isEqualTo(new LimitsConfig(
                        8192,
                        Duration.ofHours(24),
                        1000,
                        Duration.ofMillis(200),
                        Duration.ofSeconds(5),
                        10_000_000,
                        0,
                        0,
                        new ConnectionLimits(20_000, 10_000, Duration.ofMinutes(10), Duration.ZERO, 262_144, 1_000, 0),
                        new WatchLimits(100, 100_000)));
        assertThat(config.links())
                .isEqualTo(new LinksConfig(
                        null,
                        null,
                        "data/secret",
                        Duration.ofMillis(100),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(3),
                        Duration.ofMillis(750),
                        Duration.ofMillis(2500),
                        Duration.ofSeconds(5)));
        assertThat(config.tls())
                .isEqualTo(new TlsConfig(
                        null, null, null, false, false, false, false, null, null, TlsConfig.ClientCertificates.NONE));
        assertThat(config.places())
                .isEqualTo(new PlacesConfig(
                        PlacesConfig.Provider.GAZETTEER,
                        null,
                        null,
                        Duration.ofSeconds(5),
                        16,
                        1_048_576,
                        new PlacesConfig.Requests(4096, 0),
                        new PlacesConfig.Breaker(5, Duration.ofSeconds(10)),
                        new PlacesConfig.Cache(16_777_216, Duration.ofHours(1)),
                        "data/places"));
        assertThat(config.journal())
                .isEqualTo(new JournalConfig(true, "data/journal", JournalConfig.Sync.ALWAYS, Duration.ofSeconds(5)));
        assertThat(config.history())
                .isEqualTo(new HistoryConfig(false, "data/history", 10_000, Duration.ofDays(30), 268_435_456));
        assertThat(config.http()).isEqualTo(new HttpConfig(List.of(), null, ""));
        assertThat(config.fences())
                .isEqualTo(new FencesConfig(
                        10_000,
                        100_000,
                        Duration.ofMinutes(10),
                        new HooksConfig(List.of(), null, false, Duration.ofSeconds(10))));
        assertThat(config.kafka()).isEqualTo(KafkaConfig.NONE);
        assertThat(config.log()).isEqualTo(new LogConfig("logs", 67_108_864, 5, false, true, 1_048_576, 8192));
    }

    @Test
    void aFullMapping() {
        HerdConfig config = TestSources.ofNothing()
                .server(
                        "alone",
                        Map.of(
                                "host",
                                "::1",
                                "bind",
                                "0.0.0.0",
                                "port",
                                1,
                                "linkPort",
                                3,
                                "httpPort",
                                2,
                                "tlsPort",
                                4,
                                "mqttPort",
                                5,
                                "neighbours",
                                List.of()))
                .file("limits", "lineBytes", 100)
                .file("limits", "future", "1m")
                .file("limits", "commandsInFlight", 7)
                .file("limits", "unknownWait", "3ms")
                .file("limits", "drain", "250ms")
                .file("limits", "clients", 11)
                .file("limits", "clientBytes", "1MiB")
                .file("limits", "connectionBytes", "2MiB")
                .file("limits", "httpConnections", 17)
                .file("limits", "watches", 18)
                .file("limits", "watchedClients", 19)
                .file("limits", "reportsPerClient", 12)
                .file("limits", "connections", 13)
                .file("limits", "connectionsPerAddress", 14)
                .file("limits", "idle", "15s")
                .file("limits", "unfinishedLine", "20ms")
                .file("limits", "replyBytes", "16KiB")
                .file("journal", "enabled", false)
                .file("journal", "directory", "/srv/journal")
                .file("journal", "sync", "everysec")
                .file("journal", "deadline", "9s")
                .file("history", "enabled", true)
                .file("history", "directory", "/srv/history")
                .file("history", "reports", 24)
                .file("history", "age", "25h")
                .file("history", "bytes", "26MiB")
                .file("links", "secret", "0123456789abcdef")
                .file("links", "previousSecret", "fedcba9876543210")
                .file("links", "localSecretFile", "elsewhere/secret")
                .file("links", "retryMin", "1s")
                .file("links", "retryMax", "2s")
                .file("links", "refusedRetry", "3s")
                .file("links", "handshake", "4s")
                .file("links", "heartbeat", "5s")
                .file("links", "silence", "10s")
                .file("links", "repair", "7s")
                .file("tls", "certificate", "tls/{server}.pem")
                .file("tls", "key", "tls/{server}.key")
                .file("tls", "ca", "tls/ca.pem")
                .file("tls", "clients", true)
                .file("tls", "http", true)
                .file("tls", "mqtt", true)
                .file("tls", "links", true)
                .file("tls", "linkCertificate", "links/{server}.pem")
                .file("tls", "linkKey", "links/{server}.key")
                .file("tls", "clientCertificates", "wanted")
                .file("places", "provider", "google-legacy")
                .file("places", "url", "https://places.example:8443/")
                .file("places", "key", "k")
                .file("places", "deadline", "9s")
                .file("places", "connections", 3)
                .file("places", "maxAnswerBytes", "2MiB")
                .file("places", "directory", "/srv/places")
                .file("places", "requests", Map.of("inFlight", 11, "perDay", 12))
                .file("places", "breaker", Map.of("failures", 13, "pause", "14s"))
                .file("places", "cache", Map.of("bytes", "15KiB", "age", "16m"))
                .file("http", "cors", List.of("https://map.example", "http://localhost:8080"))
                .file("http", "tiles", "https://tiles.example/{z}/{x}/{y}.png")
                .file("http", "tilesAttribution", "Example")
                .file("fences", "most", 20)
                .file("fences", "clients", 21)
                .file("fences", "stale", "22s")
                .file(
                        "fences",
                        "webhooks",
                        Map.of(
                                "targets",
                                List.of("https://app.example/fences"),
                                "secret",
                                "fedcba9876543210",
                                "privateNetworks",
                                true,
                                "deadline",
                                "23s"))
                .file("kafka", "bootstrap", "a.example:9092,b.example:9093")
                .file("kafka", "topic", "positions")
                .file("kafka", "consume", "all")
                .file("kafka", "createTopic", false)
                .file("kafka", "topicPartitions", 25)
                .file("kafka", "unacknowledgedBytes", "26MiB")
                .file("kafka", "deadline", "27s")
                .file(
                        "kafka",
                        "security",
                        Map.of(
                                "protocol",
                                "SASL_SSL",
                                "mechanism",
                                "PLAIN",
                                "username",
                                "herd",
                                "password",
                                "p",
                                "truststore",
                                "kafka/ca.pem",
                                "keystore",
                                "kafka/client.pem",
                                "properties",
                                "kafka/client.properties"))
                .file("mqtt", Map.of("port", 1883, "connections", 24, "messageBytes", "1MiB", "owedBytes", "25KiB"))
                .file("kafka", "herd", "west")
                .file("kafka", "partitions", "own")
                .file("kafka", "owners", Map.of("west", Map.of("partitions", "0-2", "servers", List.of("a:1"))))
                .file(
                        "kafka",
                        "forward",
                        Map.of("token", "t", "tls", true, "timeout", "3s", "retry", "4s", "bytes", "1MiB"))
                .file(
                        "log",
                        Map.of(
                                "directory",
                                "/var/log",
                                "fileBytes",
                                "1GiB",
                                "files",
                                2,
                                "console",
                                true,
                                "traffic",
                                false,
                                "trafficBytes",
                                2048,
                                "queue",
                                99))
                .read();
        assertThat(config.servers())
                .containsExactly(
                        Map.entry("alone", new ServerConfig("alone", "::1", "0.0.0.0", 1, 3, 2, 4, 5, List.of())));
        assertThat(config.limits())
                .isEqualTo(new LimitsConfig(
                        100,
                        Duration.ofMinutes(1),
                        7,
                        Duration.ofMillis(3),
                        Duration.ofMillis(250),
                        11,
                        1_048_576,
                        12,
                        new ConnectionLimits(
                                13, 14, Duration.ofSeconds(15), Duration.ofMillis(20), 16_384, 17, 2_097_152),
                        new WatchLimits(18, 19)));
        assertThat(config.links())
                .isEqualTo(new LinksConfig(
                        "0123456789abcdef",
                        "fedcba9876543210",
                        "elsewhere/secret",
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(7)));
        assertThat(config.tls())
                .isEqualTo(new TlsConfig(
                        "tls/{server}.pem",
                        "tls/{server}.key",
                        "tls/ca.pem",
                        true,
                        true,
                        true,
                        true,
                        "links/{server}.pem",
                        "links/{server}.key",
                        TlsConfig.ClientCertificates.WANTED));
        assertThat(config.places())
                .isEqualTo(new PlacesConfig(
                        PlacesConfig.Provider.GOOGLE_LEGACY,
                        "https://places.example:8443",
                        "k",
                        Duration.ofSeconds(9),
                        3,
                        2_097_152,
                        new PlacesConfig.Requests(11, 12),
                        new PlacesConfig.Breaker(13, Duration.ofSeconds(14)),
                        new PlacesConfig.Cache(15 * 1024, Duration.ofMinutes(16)),
                        "/srv/places"));
        assertThat(config.journal())
                .isEqualTo(
                        new JournalConfig(false, "/srv/journal", JournalConfig.Sync.EVERYSEC, Duration.ofSeconds(9)));
        assertThat(config.history())
                .isEqualTo(new HistoryConfig(true, "/srv/history", 24, Duration.ofHours(25), 26 << 20));
        assertThat(config.http())
                .isEqualTo(new HttpConfig(
                        List.of("https://map.example", "http://localhost:8080"),
                        "https://tiles.example/{z}/{x}/{y}.png",
                        "Example"));
        assertThat(config.fences())
                .isEqualTo(new FencesConfig(
                        20,
                        21,
                        Duration.ofSeconds(22),
                        new HooksConfig(
                                List.of("https://app.example/fences"),
                                "fedcba9876543210",
                                true,
                                Duration.ofSeconds(23))));
        assertThat(config.mqtt()).isEqualTo(new MqttConfig(1883, 24, 1 << 20, 25 << 10));
        var security = new KafkaSecurity(
                KafkaSecurity.Protocol.SASL_SSL,
                "PLAIN",
                "herd",
                "p",
                "kafka/ca.pem",
                "kafka/client.pem",
                "kafka/client.properties");
        assertThat(config.kafka())
                .isEqualTo(new KafkaConfig(
                        "a.example:9092,b.example:9093",
                        "positions",
                        "west",
                        KafkaConfig.Consume.ALL,
                        false,
                        25,
                        26 << 20,
                        Duration.ofSeconds(27),
                        new OwnersConfig(
                                "west",
                                Map.of("west", new OwnerConfig(Set.of(0, 1, 2), List.of("a:1"))),
                                new ForwardConfig("t", true, Duration.ofSeconds(3), Duration.ofSeconds(4), 1 << 20)),
                        security));
        assertThat(config.log()).isEqualTo(new LogConfig("/var/log", 1 << 30, 2, true, false, 2048, 99));
    }

    @Test
    void serversKeepTheFilesOrder() {
        var sources = TestSources.ofNothing();
        for (int i = 0; i < 20; i++) {
            sources.server("s" + (19 - i), Map.of("host", "h" + i, "port", 11490));
        }
        assertThat(sources.read().servers().keySet()).first().isEqualTo("s19");
        assertThat(sources.read().servers().keySet()).last().isEqualTo("s0");
    }

    @Test
    void settingsAndGroupsWithoutValueCountAsNotGiven() {
        var nothing = new HashMap<String, Object>();
        nothing.put("lineBytes", null);
        nothing.put("drain", "  ");
        var sources = TestSources.ofTwoServers().file("limits", nothing).file("links", "secret", "");
        var emptyGroups = new HashMap<String, Object>();
        emptyGroups.put("handshake", null);
        assertThat(sources.read())
                .isEqualTo(TestSources.ofTwoServers().file("links", emptyGroups).read());
        assertThat(sources.read())
                .isEqualTo(TestSources.ofTwoServers().file("log", "").read());
    }

    @Test
    void whereTheHostIsOverriddenTheAddressListenedAtFollows() {
        HerdConfig config = TestSources.ofTwoServers()
                .environment("HERD_SERVERS_GOLOMAN_HOST", "goloman.example")
                .read();
        assertThat(config.server("Goloman").bind()).isEqualTo("goloman.example");
        assertThat(config.server("Hands").host()).isEqualTo("127.0.0.1");
    }

    @Test
    void theRecordsCannotBeChanged() {
        HerdConfig config = TestSources.ofTwoServers().read();
        assertThat(config.servers()).isUnmodifiable();
        assertThat(config.server("Hands").neighbours()).isUnmodifiable();
    }
}
