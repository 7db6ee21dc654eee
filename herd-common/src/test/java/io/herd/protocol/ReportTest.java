package io.herd.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;

import io.herd.geo.Position;
import io.herd.protocol.Command.Iamat;
import io.herd.protocol.LinkMessage.At;
import io.herd.protocol.LinkMessage.Unknown;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportTest {
    private static final String COMMAND = "IAMAT kiwi.cs.ucla.edu +34.068930-118.445127 1520023934.918963997";
    private static final String CLIENT_LINE =
            "AT Goloman +0.263873386 kiwi.cs.ucla.edu +34.068930-118.445127 1520023934.918963997";
    private static final String LINK_LINE =
            "AT kiwi.cs.ucla.edu Goloman +34.068930 -118.445127 +0.263873386 1520023934.918963997";

    private static Report taken(String server, String command, long now) {
        return ReportView.fromCommand(
                        Bytes.of(server), (Iamat) CommandParser.parse(Bytes.of(command)), now, new ByteWriter(0))
                .copy();
    }

    @Test
    void theExampleOfTheProtocol() {
        Report report = taken("Goloman", COMMAND, 1520023934918963997L + 263873386L);
        assertThat(forClient(report)).isEqualTo(CLIENT_LINE + "\n");
        assertThat(forNeighbour(report)).isEqualTo(LINK_LINE + "\n");
        assertThatObject(report.client()).hasToString("kiwi.cs.ucla.edu");
        assertThat(report.position()).isEqualTo(new Position(34.06893, -118.445127));
    }

    @Test
    void theLongestNameOfTheLongestLine() {
        String name = "n".repeat(16_000 - "IAMAT  +0+0 1".length());
        Report report = taken("Goloman", "IAMAT " + name + " +0+0 1", 0);
        assertThatObject(report.client()).hasToString(name);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, +0.000000000",
        "5, 4.999999999, +0.000000001",
        "5, 5.000000001, -0.000000001",
        "5, 86405, -86400.000000000",
        "1520023934.5, 0, +1520023934.500000000",
        "9, 10.5, -1.500000000",
    })
    void differencesAreExactAndSigned(String now, String time, String difference) {
        Report report = taken("Goloman", "IAMAT kiwi +0+0 " + time, Decimal.nanos(Bytes.of(now)));
        assertThat(report).hasToString("AT Goloman " + difference + " kiwi +0+0 " + time);
    }

    @ParameterizedTest
    @CsvSource({
        "Goloman, kiwi +34.068930-118.445127 1520023934.918963997, 1520023935.182837383",
        "Goloman, kiwi +0-0 86401, 1",
        "Welsh, \u00e9 +27.5916+086.5640+8850CRSWGS_84/ 1.5, 2.5",
    })
    void whatOneServerWritesAnotherReads(String server, String said, String now) {
        Report report = taken(server, "IAMAT " + said, Decimal.nanos(Bytes.of(now)));
        Bytes line = Bytes.of(forNeighbour(report).stripTrailing());
        assertThat(LinkMessageParser.parse(line)).isInstanceOfSatisfying(At.class, at -> {
            assertThat(at.report()).isEqualTo(report).isEqualByComparingTo(report);
            assertThat(forClient(at.report())).isEqualTo(forClient(report));
            assertThat(forNeighbour(at.report())).isEqualTo(forNeighbour(report));
            assertThatObject(at.report().client()).isEqualTo(report.client());
            assertThat(at.report().position()).isEqualTo(report.position());
            assertThat(at.report().timeNanos()).isEqualTo(report.timeNanos());
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AT",
                "AT kiwi",
                "AT kiwi Goloman +0 +0 +0.1",
                "AT kiwi Goloman +0 +0 +0.1 1 2",
                "AT kiwi Goloman 0 +0 +0.1 1",
                "AT kiwi Goloman +0+0 +0 +0.1 1",
                "AT kiwi Goloman +91 +0 +0.1 1",
                "AT kiwi Goloman +0 +0 0.1 1",
                "AT kiwi Goloman +0 +0 + 1",
                "AT kiwi Goloman +0 +0 +0.1 -1",
                "AT kiwi Goloman +0 +0 +0.1 1.",
                "AT Goloman +0.263873386 kiwi +34.068930-118.445127 1520023934.918963997",
            })
    void malformedReportsOfNeighboursAreUnknown(String line) {
        assertThat(LinkMessageParser.parse(Bytes.of(line))).isEqualTo(new Unknown(Bytes.of(line)));
    }

    @Test
    void theOrderIsByTimeThenServerThenBytes() {
        Report old = taken("Welsh", "IAMAT kiwi +1+1 1", 9);
        Report here = taken("Goloman", "IAMAT kiwi +1+1 2", 9);
        Report there = taken("Hands", "IAMAT kiwi +0+0 2", 5);
        Report elsewhere = taken("Hands", "IAMAT kiwi +2+0 2", 5);
        assertThat(old).isLessThan(here);
        assertThat(here).isLessThan(there);
        assertThat(there).isLessThan(elsewhere);
        assertThat(taken("Go", "IAMAT kiwi +1+1 2", 9)).isLessThan(here);
        assertThat(here).isEqualByComparingTo(taken("Goloman", "IAMAT kiwi +1+1 2", 9));
    }

    private static String forClient(Report report) {
        var out = new ByteWriter(0);
        report.writeForClient(out);
        return out.take().toString();
    }

    private static String forNeighbour(Report report) {
        var out = new ByteWriter(0);
        report.writeForNeighbour(out);
        return out.take().toString();
    }
}
