package io.herd.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The one line that a person sees when the configuration cannot be used. */
class ConfigErrorsTest {
    private static final String DURATIONS = ", such as 100ms, 5s, 1m or 24h";
    private static final String SIZES = ", such as 8192, 64KiB or 1MiB";

    private static void assertRefused(TestSources sources, String message) {
        assertThatThrownBy(sources::read).isInstanceOf(ConfigException.class).hasMessage(message);
    }

    private static void assertRefused(String section, String key, Object value, String message) {
        assertRefused(TestSources.ofTwoServers().file(section, key, value), section + "." + key + ": " + message);
    }

    @Test
    void integers() {
        String expected = "expected an integer from 64 to 16000, got ";
        assertRefused("limits", "lineBytes", "many", expected + "'many'");
        assertRefused("limits", "lineBytes", 63, expected + "'63'");
        assertRefused("limits", "lineBytes", 1_048_577L, expected + "'1048577'");
        assertRefused("limits", "lineBytes", 8192.5, expected + "'8192.5'");
        assertRefused("limits", "lineBytes", true, expected + "'true'");
        assertRefused("limits", "lineBytes", List.of(8192), expected + "a list");
        assertRefused("limits", "lineBytes", Map.of(), expected + "a group of settings");
        for (String odd : List.of("0o100", "0100", "0x80", "1e3", "1:30", "1_000", "64.0", "1,000", "6 4", "٦٤")) {
            assertRefused("limits", "lineBytes", odd, expected + "'" + odd + "'");
        }
        assertRefused("limits", "lineBytes", "9".repeat(70), expected + "'" + "9".repeat(60) + "…'");
        assertThat(TestSources.ofTwoServers()
                        .file("limits", "lineBytes", "64")
                        .read()
                        .limits()
                        .lineBytes())
                .isEqualTo(64);
    }

    @Test
    void durations() {
        String expected = "expected a duration from 10ms to 1h" + DURATIONS + ", got ";
        for (Object wrong : List.of(
                "soon", 5, "5", "05s", "1:30", "1e3ms", "-1s", "1.5s", "61m", "9ms", "0s", "1w", "9999999999h")) {
            assertRefused("links", "retryMin", wrong, expected + "'" + wrong + "'");
        }
        assertRefused("links", "handshake", "999ms", "expected a duration from 1s to 1h" + DURATIONS + ", got '999ms'");
        assertRefused(
                "links", "heartbeat", "249ms", "expected a duration from 250ms to 30m" + DURATIONS + ", got '249ms'");
        assertRefused("limits", "drain", "2h", "expected a duration from 0ms to 1h" + DURATIONS + ", got '2h'");
    }

    @Test
    void sizes() {
        String expected = "expected a size from 1KiB to 1024GiB" + SIZES + ", got ";
        for (Object wrong :
                List.of("big", 1023, "1MB", "02KiB", "02048", "1e4", "0x800", "1.5MiB", "-1KiB", "2000GiB", true)) {
            assertRefused("log", "fileBytes", wrong, expected + "'" + wrong + "'");
        }
    }

    @Test
    void flagsTextsAndChoices() {
        assertRefused("log", "traffic", "maybe", "expected true or false, got 'maybe'");
        for (String wrong : List.of("On", "yes", "1")) {
            assertRefused("log", "traffic", wrong, "expected true or false, got '" + wrong + "'");
        }
        assertRefused(
                "places", "provider", "bing", "expected gazetteer or google or google-legacy or overpass, got 'bing'");
        String origin = "expected http:// or https://, a host and perhaps a port, without a path, got ";
        for (String wrong : List.of("places.example", "ftp://a", "http://", "http://a/b", "http://a b", "http://a:x")) {
            assertRefused("places", "url", wrong, origin + "'" + wrong + "'");
        }
    }

    @Test
    void groups() {
        assertRefused(
                TestSources.ofTwoServers().file("limits", List.of()),
                "limits: expected a group of settings, got a list");
        assertRefused(
                TestSources.ofNothing().server("Goloman", 11490),
                "servers.Goloman: expected a group of settings, got '11490'");
    }

    @Test
    void unknownSettings() {
        assertRefused("limits", "linebytes", 1, "there is no such setting; did you mean lineBytes?");
        assertRefused(
                "limits",
                "speed",
                1,
                "there is no such setting; allowed are lineBytes, future, commandsInFlight, unknownWait, drain,"
                        + " clients, clientBytes, reportsPerClient, connections, connectionsPerAddress, idle, unfinishedLine,"
                        + " replyBytes, httpConnections, connectionBytes, watches, watchedClients");
        assertRefused(
                TestSources.ofTwoServers().file("limit", Map.of()),
                "limit: there is no such setting; did you mean limits?");
        assertRefused(
                TestSources.ofNothing().server("Hands", Map.of("host", "h", "port", 1, "neighbors", "Goloman")),
                "servers.Hands.neighbors: there is no such setting; did you mean neighbours?");
    }

    @Test
    void aServersSettings() {
        assertRefused(
                TestSources.ofNothing().server("Hands", Map.of("port", 1)),
                "servers.Hands.host: is missing, expected a host name or address without spaces");
        assertRefused(
                TestSources.ofNothing().server("Hands", Map.of("host", "a b", "port", 1)),
                "servers.Hands.host: expected a host name or address without spaces, got 'a b'");
        assertRefused(
                TestSources.ofNothing().server("Hands", Map.of("host", "h")),
                "servers.Hands.port: is missing, expected an integer from 1 to 65535");
        assertRefused(
                TestSources.ofNothing().server("Hands", Map.of("host", "h", "port", 0)),
                "servers.Hands.port: expected an integer from 1 to 65535, got '0'");
        assertRefused(
                TestSources.ofNothing().server("Hands", Map.of("host", "h", "port", 63536)),
                "servers.Hands.linkPort: is missing, expected an integer from 1 to 65535");
        assertRefused(
                TestSources.ofNothing().server("Hands", Map.of("host", "h", "port", 64536, "linkPort", 1)),
                "servers.Hands.httpPort: is missing, expected an integer from 1 to 65535");
        assertRefused(
                TestSources.ofNothing().server("Hands", Map.of("host", "h", "port", 1, "neighbours", 5)),
                "servers.Hands.neighbours: expected a list of names, such as [Hands, Wilkes], got '5'");
        assertRefused(
                TestSources.ofNothing().server("Big Hands", Map.of("host", "h", "port", 1)),
                "servers.Big Hands: expected a server's name of at most 100 letters, digits, '.', '_' and '-', got"
                        + " 'Big Hands'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b",
                "[::1",
                "::1]",
                "[h]",
                "::zz",
                "1.2.3.4.5",
                "300.1.1.1",
                "a/b",
                "http://h",
                "h:80",
                "-h",
                "a..b",
                "%"
            })
    void whatIsNoHost(String host) {
        assertRefused(
                TestSources.ofNothing().server("Hands", Map.of("host", host, "port", 1)),
                "servers.Hands.host: expected a host name or address without spaces, got '" + host + "'");
    }

    @ParameterizedTest
    @CsvSource({
        "::1, ::1, [::1]",
        "[::1], ::1, [::1]",
        "127.0.0.1, 127.0.0.1, 127.0.0.1",
        "my_host, my_host, my_host",
        "[2001:db8::7], 2001:db8::7, [2001:db8::7]",
        "::, ::, [::]",
        "h.example., h.example., h.example."
    })
    void whatIsAHost(String written, String host, String inUrl) {
        ServerConfig server = TestSources.ofNothing()
                .server("Hands", Map.of("host", written, "port", 1))
                .read()
                .server("Hands");
        assertThat(server.host()).isEqualTo(server.bind()).isEqualTo(host);
        assertThat(Host.inUrl(host)).isEqualTo(inUrl);
    }

    @Test
    void settingsThatDoNotFitTogether() {
        assertRefused(
                TestSources.ofTwoServers().file("links", "retryMin", "6s"),
                "links.retryMin: expected no more than links.retryMax, which is 5s, got 6s");
        assertRefused(
                TestSources.ofTwoServers().file("limits", "idle", "4s"),
                "limits.idle: expected no less than places.deadline, which is 5s, got 4s");
        assertRefused(
                TestSources.ofTwoServers().file("limits", "idle", "5s").file("limits", "unknownWait", "6s"),
                "limits.idle: expected no less than limits.unknownWait, which is 6s, got 5s");
        assertRefused(
                TestSources.ofTwoServers().file("places", "provider", "google-legacy"),
                "places.provider: google-legacy needs a key; set the environment variable GOOGLE_PLACES_KEY,"
                        + " or places.keyFile to a file that holds it");
    }

    @Test
    void recordsMadeInCodeAreCheckedToo() {
        assertThatThrownBy(() -> new ConnectionLimits(0, 1, Duration.ZERO, Duration.ZERO, 1, 1, 0))
                .isInstanceOf(ConfigException.class)
                .hasMessage("limits.connections: expected an integer from 1 to 10000000, got '0'");
        assertThat(new ServerConfig("Hands", "h", "h", 0, 0, 0, List.of()).port())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({"100ms,100", "0s,0", "5 s,5000", "1m,60000", "24h,86400000", "30d,2592000000"})
    void timesHaveUnits(String text, long millis) {
        assertThat(Units.TIME.parse(text)).isEqualTo(millis);
    }

    @ParameterizedTest
    @CsvSource({"100ms,100", "0ms,0", "5s,5000", "90s,90000", "36h,129600000", "1d,86400000"})
    void timesAreShownInTheLargestUnitThatLeavesThemWhole(String text, long millis) {
        assertThat(Units.TIME.show(millis)).isEqualTo(text);
    }
}
