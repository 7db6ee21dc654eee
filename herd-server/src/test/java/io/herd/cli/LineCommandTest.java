package io.herd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the commands that speak as clients do say, and how they show what they hear. */
class LineCommandTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "34.07,-118.44|+34.07-118.44",
                "-33.86,151.2|-33.86+151.2",
                "+1,+2|+1+2",
                "+34.07-118.44|+34.07-118.44",
                "nowhere|nowhere",
                "1,2,3|1,2,3",
                "1;2|1;2"
            })
    void aLocationMayHaveAComma(String given, String said) {
        assertThat(ReportCommand.location(given)).isEqualTo(said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "herd.example.org:11490|herd.example.org|11490",
                "[::1]:11490|::1|11490",
                "::1:11490|::1|11490",
                "127.0.0.1:1|127.0.0.1|1"
            })
    void aServerMayBeAnAddress(String given, String host, int port) {
        ClientPort parsed = ClientPort.parse(given, null);
        assertThat(parsed).isEqualTo(new ClientPort(given, host, port, null, null));
    }

    @ParameterizedTest
    @CsvSource({"Goloman", ":11490", "host:", "host:65536", "host:-1", "host:1e3"})
    void whatIsNoAddressIsNone(String given) {
        assertThat(ClientPort.parse(given, null)).isNull();
    }

    @Test
    void whoIsNearStandsInATable() {
        List<String> lines = NearCommand.table(
                List.of(
                        "AT Goloman +0.1 kiwi +34.0689-118.4451 1700000000.5",
                        "AT Hands +0.1 \u00c3\u00a9mu +34.07-118.44 1699999000",
                        "AT Hands +0.1 moa +35-118.44 1600000000",
                        "AT Hands +0.1 rhea +34.0689-118.4451 1700000060"),
                Instant.ofEpochSecond(1_700_000_010));
        assertThat(lines)
                .containsExactly(
                        "CLIENT  DISTANCE  LOCATION           REPORTED",
                        "kiwi    0 m       +34.0689-118.4451  10 s ago",
                        "\u00e9mu     485 m     +34.07-118.44      16 min ago",
                        "moa     103.5 km  +35-118.44         1157 days ago",
                        "rhea    0 m       +34.0689-118.4451  ahead of this clock");
    }

    @Test
    void aChangeIsAnObjectForPrograms() {
        assertThat(WatchCommand.json("AT Goloman +0.1 kiwi +34.5-118 1700000000.5")
                        .encode())
                .isEqualTo("{\"event\":\"report\",\"client\":\"kiwi\",\"latitude\":34.5,\"longitude\":-118.0,"
                        + "\"time\":\"1700000000.5\",\"server\":\"Goloman\"}");
        assertThat(WatchCommand.json("LEFT kiwi").encode()).isEqualTo("{\"event\":\"left\",\"client\":\"kiwi\"}");
        assertThat(WatchCommand.json("GONE kiwi").encode()).isEqualTo("{\"event\":\"gone\",\"client\":\"kiwi\"}");
    }
}
