package io.herd.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ServerRulesTest {
    private static HerdConfig herd(ServerConfig... servers) {
        var byName = new LinkedHashMap<String, ServerConfig>();
        for (ServerConfig server : servers) {
            byName.put(server.name(), server);
        }
        return new HerdConfig(
                byName,
                LimitsConfig.DEFAULT,
                ExpiryConfig.DEFAULT,
                JournalConfig.DEFAULT,
                HistoryConfig.DEFAULT,
                LinksConfig.DEFAULT,
                TlsConfig.DEFAULT,
                PlacesConfig.DEFAULT,
                HttpConfig.DEFAULT,
                FencesConfig.DEFAULT,
                PhonesConfig.DEFAULT,
                MqttConfig.DEFAULT,
                KafkaConfig.NONE,
                AccessConfig.DEFAULT,
                LogConfig.DEFAULT);
    }

    private static ServerConfig server(String name, int port, int httpPort, String... neighbours) {
        // Any other port, but 0 where the system is to choose.
        int linkPort = port == 0 ? 0 : 1000 + port;
        return new ServerConfig(name, "127.0.0.1", "127.0.0.1", port, linkPort, httpPort, List.of(neighbours));
    }

    private static void assertRefused(String message, ServerConfig... servers) {
        assertThatThrownBy(() -> herd(servers))
                .isInstanceOf(ConfigException.class)
                .hasMessage(message);
    }

    @Test
    void thereIsAServer() {
        assertRefused("servers: expected at least one server");
        assertThatThrownBy(TestSources.ofNothing()::read).hasMessage("servers: expected at least one server");
    }

    @Test
    void neighboursExist() {
        assertRefused(
                "servers.Hands.neighbours: there is no server 'Goloma'; there are Hands, Goloman",
                server("Hands", 1, 2, "Goloma"),
                server("Goloman", 3, 4));
    }

    @Test
    void nobodyIsTheirOwnNeighbour() {
        assertRefused(
                "servers.Hands.neighbours: a server cannot be its own neighbour, got 'Hands'",
                server("Hands", 1, 2, "Hands"));
    }

    @Test
    void neighboursAreNamedOnce() {
        assertRefused(
                "servers.Hands.neighbours: expected every neighbour once, got 'Wilkes' twice",
                server("Hands", 1, 2, "Wilkes", "Wilkes"),
                server("Wilkes", 3, 4, "Hands"));
    }

    @Test
    void neighboursAreNoMoreThanThereAreFeedsFor() {
        String[] many = IntStream.range(0, 33).mapToObj(i -> "Server" + i).toArray(String[]::new);
        assertRefused(
                "servers.Hands.neighbours: expected at most 32 neighbours, got 33; what a server knows travels on"
                        + " through them",
                server("Hands", 1, 2, many));
    }

    @Test
    void neighboursNameEachOther() {
        assertRefused(
                "servers.Wilkes.neighbours: Hands is missing, whose neighbours name Wilkes;"
                        + " neighbours must name each other",
                server("Hands", 1, 2, "Wilkes"),
                server("Wilkes", 3, 4));
    }

    @Test
    void noTwoListenAtOnePlace() {
        assertRefused(
                "servers.Wilkes.port: 1 on 127.0.0.1 is taken by servers.Hands.port",
                server("Hands", 1, 2),
                server("Wilkes", 1, 4));
        assertRefused(
                "servers.Wilkes.linkPort: 1001 on 127.0.0.1 is taken by servers.Hands.linkPort",
                server("Hands", 1, 2),
                new ServerConfig("Wilkes", "127.0.0.1", "127.0.0.1", 3, 1001, 4, List.of()));
        assertRefused(
                "servers.Wilkes.httpPort: 1 on 127.0.0.1 is taken by servers.Hands.port",
                server("Hands", 1, 2),
                server("Wilkes", 3, 1));
        assertRefused("servers.Hands.httpPort: 1 on 127.0.0.1 is taken by servers.Hands.port", server("Hands", 1, 1));
    }

    @Test
    void serversOfOneMachineHaveMqttPortsOfTheirOwn() {
        var shared = TestSources.ofTwoServers().file("mqtt", "port", 1883);
        assertThatThrownBy(shared::read)
                .hasMessage("servers.Hands.mqttPort: 1883 on 127.0.0.1 is taken by servers.Goloman.mqttPort");
        HerdConfig apart =
                shared.environment("HERD_SERVERS_HANDS_MQTT_PORT", "1884").read();
        assertThat(apart.mqttPort("Goloman")).isEqualTo(1883);
        assertThat(apart.mqttPort("Hands")).isEqualTo(1884);
        HerdConfig one = TestSources.ofTwoServers()
                .environment("HERD_SERVERS_HANDS_MQTT_PORT", "1884")
                .read();
        assertThat(one.mqttPort("Goloman")).isNull();
        assertThat(one.mqttPort("Hands")).isEqualTo(1884);
    }

    @Test
    void portsThatTheSystemChoosesAndOtherHostsAreNoMatter() {
        assertThat(herd(server("Hands", 0, 0), server("Wilkes", 0, 0)).servers())
                .hasSize(2);
        assertThat(herd(server("Hands", 1, 2), new ServerConfig("Wilkes", "elsewhere", "0.0.0.0", 1, 3, 2, List.of()))
                        .servers())
                .hasSize(2);
    }

    @Test
    void whoAsksForAServerThatIsNotThereLearnsWhichAre() {
        assertThatThrownBy(() ->
                        herd(server("Hands", 1, 2), server("Wilkes", 3, 4)).server("hands"))
                .isInstanceOf(ConfigException.class)
                .hasMessage("there is no server 'hands'; there are Hands, Wilkes");
    }
}
