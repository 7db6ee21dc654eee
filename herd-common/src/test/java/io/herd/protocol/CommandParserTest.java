package io.herd.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.herd.geo.Box;
import io.herd.geo.Position;
import io.herd.protocol.Command.Iamat;
import io.herd.protocol.Command.Invalid;
import io.herd.protocol.Command.Whatsat;
import io.herd.protocol.Command.Whereis;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandParserTest {
    private static Command parse(String line) {
        return CommandParser.parse(Bytes.of(line));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "IAMAT kiwi.cs.ucla.edu +34.068930-118.445127 1520023934.918963997",
                "IAMAT kiwi.cs.ucla.edu +34.068930-118.445127 1520023934.918963997\r",
                "IAMAT kiwi.cs.ucla.edu\t+34.068930-118.445127 1520023934.918963997",
                "IAMAT kiwi.cs.ucla.edu +34.068930-118.445127\t1520023934.918963997",
                " \t IAMAT\u000b\fkiwi.cs.ucla.edu\r\r+34.068930-118.445127 \t1520023934.918963997  \r",
            })
    void iamatKeepsItsFieldsByteForByte(String line) {
        assertThat(parse(line))
                .isEqualTo(new Iamat(
                        Bytes.of(line),
                        Bytes.of("kiwi.cs.ucla.edu"),
                        Bytes.of("kiwi.cs.ucla.edu +34.068930-118.445127 1520023934.918963997"),
                        1520023934918963997L));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1000000000",
        "0.000000001, 1",
        "1520023934.9, 1520023934900000000",
        "1520023934.9189639979999, 1520023934918963997",
        "0000000000000000000000001.5, 1500000000",
        "9223372035.999999999, 9223372035999999999",
    })
    void timesAreExact(String time, long nanos) {
        assertThat(parse("IAMAT kiwi +0+0 " + time))
                .asInstanceOf(type(Iamat.class))
                .extracting(Iamat::timeNanos)
                .isEqualTo(nanos);
    }

    @ParameterizedTest
    @ValueSource(strings = {"caf\u00e9", "\u0001\u007f\u0080\u00ff", "\u00c3\u00a9", "\0", "?", "IAMAT"})
    void namesAreOpaque(String name) {
        assertThat(parse("WHEREIS " + name)).isEqualTo(new Whereis(Bytes.of(name)));
    }

    @ParameterizedTest
    @CsvSource({
        "10 5, 10000, 5",
        "50 20, 50000, 20",
        "50.000 1, 50000, 1",
        "0.5 01, 500, 1",
        "0.0000001 7, 0.0001, 7",
    })
    void whatsatHasARadiusAndABound(String arguments, double radius, int limit) {
        assertThat(parse("WHATSAT kiwi " + arguments)).isEqualTo(new Whatsat(Bytes.of("kiwi"), radius, limit));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\r",
                "hello",
                "iamat kiwi +0+0 1",
                "IAMAT",
                "IAMAT kiwi",
                "IAMAT kiwi +0+0",
                "IAMAT kiwi +0+0 1 2",
                "IAMATkiwi +0+0 1",
                "IAMAT kiwi 0+0 1",
                "IAMAT kiwi +91+0 1",
                "IAMAT kiwi +0+0 12.",
                "IAMAT kiwi +0+0 .5",
                "IAMAT kiwi +0+0 -1",
                "IAMAT kiwi +0+0 +1",
                "IAMAT kiwi +0+0 1e9",
                "IAMAT kiwi +0+0 NaN",
                "IAMAT kiwi +0+0 0x1",
                "IAMAT kiwi +0+0 1_000",
                "IAMAT kiwi +0+0 1.5.5",
                "IAMAT kiwi +0+0 9223372036",
                "IAMAT kiwi +0+0 1.5x",
                "IAMAT kiwi +0+0 99999999999999999999999999",
                "WHATSAT",
                "WHATSAT kiwi",
                "WHATSAT kiwi 10",
                "WHATSAT kiwi 10 5 1",
                "WHATSAT kiwi 0 5",
                "WHATSAT kiwi 0.000 5",
                "WHATSAT kiwi -1 5",
                "WHATSAT kiwi 50.00000000000000000000000001 5",
                "WHATSAT kiwi 51 5",
                "WHATSAT kiwi 1e1 5",
                "WHATSAT kiwi 10. 5",
                "WHATSAT kiwi 10 0",
                "WHATSAT kiwi 10 21",
                "WHATSAT kiwi 10 -5",
                "WHATSAT kiwi 10 5.0",
                "WHATSAT kiwi 10 4294967297",
                "WHATSAT kiwi 10 five",
                "WHATSAT kiwi ten 5",
                "WHEREIS",
                "WHEREIS a b",
                "WATCH",
                "WATCH kiwi 0",
                "WATCH kiwi 5 5",
                "WATCH kiwi +1+1",
                "WATCH +91+0 5",
                "WATCH -1 5",
                "WATCH +1+1 20038",
                "WATCH +2+1 +1+2",
                "WATCH +1+1 +2",
                "AT kiwi Goloman +0 +0 +0.1 1",
                "HELLO 1 Goloman Hands 00 00",
                "PROOF 00",
                "BYE",
            })
    void anythingElseIsInvalidAndKeptAsItCame(String line) {
        assertThat(parse(line)).isEqualTo(new Invalid(Bytes.of(line)));
    }

    @Test
    void whatIsWatchedIsToldByItsForm() {
        Bytes kiwi = Bytes.of("kiwi");
        assertThat(parse("WATCH kiwi")).isEqualTo(new Command.WatchClient(kiwi));
        assertThat(parse("WATCH +1+1")).isEqualTo(new Command.WatchClient(Bytes.of("+1+1")));
        assertThat(parse("WATCH kiwi *")).isEqualTo(new Command.WatchPrefix(kiwi));
        assertThat(parse("WATCH + *")).isEqualTo(new Command.WatchPrefix(Bytes.of("+")));
        assertThat(parse("WATCH kiwi 1.5")).isEqualTo(new Command.WatchAround(kiwi, 1_500));
        assertThat(parse("WATCH -1+2 1.5")).isEqualTo(new Command.WatchCircle(new Position(-1, 2), 1_500));
        assertThat(parse("WATCH -1+179 +1-179")).isEqualTo(new Command.WatchBox(new Box(179, -1, -179, 1)));
    }

    @Test
    void anyBytesHaveAnAnswer() {
        var random = new Random(1);
        String alphabet = "IAMATWHEREIS kiwi+-.0123456789\t\r/CRS\u00ff";
        for (int i = 0; i < 100_000; i++) {
            var line = new StringBuilder(random.nextBoolean() ? "IAMAT kiwi " : "WHATSAT ");
            for (int n = random.nextInt(30); n > 0; n--) {
                line.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            Command command = parse(line.toString());
            assertThat(command).isNotNull();
            assertThat(CommandParser.parse(amongDigits(line.toString()))).isEqualTo(command);
            assertThat(LinkMessageParser.parse(Bytes.of(line.toString()))).isNotNull();
        }
    }

    /** A line in an array that goes on before and behind it. */
    private static Bytes amongDigits(String line) {
        return Bytes.of("12345678" + line + "12345678").subSequence(8, 8 + line.length());
    }
}
