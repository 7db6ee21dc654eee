package io.herd.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.geo.Area;
import io.herd.geo.Circle;
import io.herd.geo.Polygon;
import io.herd.geo.Position;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fences as records: their words, and the lines that servers tell each other. */
class FenceRecordTest {
    private static final FenceName DEPOT = Objects.requireNonNull(FenceName.of("depot"));
    private static final String NOTE = "NOTE FENCE depot Goloman +0.000000000 CIRCLE,+34.0689-118.4451,150 1.000000000";

    private static LinkMessage parse(String line) {
        return LinkMessageParser.parse(Bytes.of(line));
    }

    private static Report report(String line) {
        return ((LinkMessage.At) parse(line)).report();
    }

    private static Area parsed(String word) {
        return Objects.requireNonNull(AreaWord.parse(Bytes.of(word)));
    }

    @Test
    void aNoteIsTheRecordOfAFence() {
        Report fence = Report.fence(
                Bytes.of("Goloman"), DEPOT, new Circle(new Position(34.0689, -118.4451), 150), 1_000_000_000);
        assertThat(fence).hasToString("AT Goloman +0.000000000 FENCE depot CIRCLE,+34.0689-118.4451,150 1.000000000");
        assertThat(new LinkMessage.At(fence).toLine().toString()).isEqualTo(NOTE + "\n");
        assertThat(report(NOTE)).isEqualTo(fence);
        assertThat(fence.kind()).isEqualTo(RecordKind.FENCE);
        assertThat(FenceName.ofRecord(fence)).isEqualTo(DEPOT);
        assertThat(fence.area()).isEqualTo(new Circle(new Position(34.0689, -118.4451), 150));
        assertThat(fence.server().toString()).isEqualTo("Goloman");
        assertThat(fence.time().toString()).isEqualTo("1.000000000");
    }

    @Test
    void aFenceThatIsDeletedIsATombstone() {
        Report gone = Report.tombstone(Bytes.of("Goloman"), DEPOT.recordName(), 2_000_000_000);
        String line = "NOTE FENCE depot Goloman +0.000000000 - 2.000000000";
        assertThat(new LinkMessage.At(gone).toLine().toString()).isEqualTo(line + "\n");
        assertThat(report(line)).isEqualTo(gone);
        assertThat(gone.kind()).isEqualTo(RecordKind.DELETED_FENCE);
    }

    @Test
    void aClientMayHaveAnyNameAndIsNoFence() {
        for (String name : List.of("FENCE", "FENCE1", "FENCE*", "ABCDEFG", "FENC")) {
            assertThat(report("AT " + name + " S +1 +1 +0.0 1").kind()).isEqualTo(RecordKind.REPORT);
            assertThat(report("GONE " + name + " S +0.0 1").kind()).isEqualTo(RecordKind.DELETED_CLIENT);
        }
        assertThat(CommandParser.parse(Bytes.of("IAMAT FENCE depot +1+1 1"))).isInstanceOf(Command.Invalid.class);
        assertThat(CommandParser.parse(Bytes.of("IAMAT FENCE depot CIRCLE,+1+1,5 1")))
                .isInstanceOf(Command.Invalid.class);
        assertThat(ClientName.of("FENCE depot")).isNull();
        assertThat(ClientName.ofSegment("FENCE%20depot")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NOTE",
                "NOTE FENCE depot S +0.0 CIRCLE,+1+1,5",
                "NOTE FENCE depot S +0.0 CIRCLE,+1+1,5 1 1",
                "NOTE FENCE depot S +0.0 CIRCLE,+1+1,5 -1",
                "NOTE FENCE depot S 0.0 CIRCLE,+1+1,5 1",
                "NOTE FENCE * S +0.0 CIRCLE,+1+1,5 1",
                "NOTE fence depot S +0.0 CIRCLE,+1+1,5 1",
                "NOTE READINGS depot S +0.0 CIRCLE,+1+1,5 1",
                "NOTE SQUARE depot S +0.0 CIRCLE,+1+1,5 1",
                "NOTE FENCE depot S +0.0 CIRCLE,+1+1,0 1",
                "NOTE FENCE depot S +0.0 CIRCLE,+1+1,-5 1",
                "NOTE FENCE depot S +0.0 CIRCLE,+1+1,1e3 1",
                "NOTE FENCE depot S +0.0 CIRCLE,+1+1,1000001 1",
                "NOTE FENCE depot S +0.0 CIRCLE,+1+1, 1",
                "NOTE FENCE depot S +0.0 CIRCLE,+1+1,5,5 1",
                "NOTE FENCE depot S +0.0 CIRCLE,+91+1,5 1",
                "NOTE FENCE depot S +0.0 CIRCLE 1",
                "NOTE FENCE depot S +0.0 SQUARE,+1+1,5 1",
                "NOTE FENCE depot S +0.0 POLYGON,+1+1,+1+2 1",
                "NOTE FENCE depot S +0.0 POLYGON,+1+1,+1+2,+1+3 1",
                "NOTE FENCE depot S +0.0 POLYGON,+1+1,+1+2,+2+2;+1+1 1",
                "NOTE FENCE depot S +0.0 POLYGON,+1+1,+1+2,+2+2; 1",
                "NOTE FENCE depot S +0.0 POLYGON,+1+1,,+1+2,+2+2 1",
                "NOTE FENCE depot S +0.0 POLYGON, 1",
                "NOTE FENCE depot S +0.0 +1+1 1"
            })
    void aMalformedNoteIsNone(String line) {
        assertThat(parse(line)).isInstanceOf(LinkMessage.Unknown.class);
    }

    @Test
    void aNoteIsBounded() {
        assertThat(parse("NOTE FENCE " + "x".repeat(201) + " S +0.0 CIRCLE,+1+1,5 1"))
                .isInstanceOf(LinkMessage.Unknown.class);
        String digits = "0".repeat(AreaWord.MOST_BYTES - "CIRCLE,+1.1+1,5".length());
        assertThat(parse("NOTE FENCE x S +0.0 CIRCLE,+1.1" + digits + "+1,5 1")).isInstanceOf(LinkMessage.At.class);
        assertThat(parse("NOTE FENCE x S +0.0 CIRCLE,+1.10" + digits + "+1,5 1"))
                .isInstanceOf(LinkMessage.Unknown.class);
    }

    @Test
    void anAreaComesBackFromItsWord() {
        var random = new Random(1);
        for (int i = 0; i < 100; i++) {
            List<List<Position>> rings = Stream.generate(() -> IntStream.range(0, 3 + random.nextInt(5))
                            .mapToObj(_ -> new Position(random.nextInt(-900, 900) / 10.0, random.nextInt(0, 999) / 7.0))
                            .toList())
                    .limit(1 + random.nextInt(3))
                    .toList();
            Area once = parsed(AreaWord.of(new Polygon(rings)).toString());
            assertThat(AreaWord.of(once).toString())
                    .isEqualTo(AreaWord.of(new Polygon(rings)).toString());
            assertThat(parsed(AreaWord.of(once).toString())).isEqualTo(once);
        }
        assertThat(AreaWord.of(new Circle(new Position(-0.00000001, 7), 0.5)).toString())
                .isEqualTo("CIRCLE,+00+007,0.5");
        assertThat(AreaWord.of(new Polygon(List.of(
                                List.of(new Position(1, 1), new Position(1.123456789, 20), new Position(2, -0.5)))))
                        .toString())
                .isEqualTo("POLYGON,+01+001,+01.1234568+020,+02-000.5");
    }

    @Test
    void theLargestPolygonFits() {
        List<Position> ring = IntStream.range(0, Polygon.MOST_POSITIONS)
                .mapToObj(i -> new Position(-80.1234567 + Math.sin(i) / 7, -170.1234567 + Math.cos(i) / 7))
                .toList();
        Bytes word = AreaWord.of(new Polygon(List.of(ring)));
        assertThat(word.length()).isLessThanOrEqualTo(AreaWord.MOST_BYTES);
        assertThat(AreaWord.parse(word)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "a b", "a\tb"})
    void someNamesAreNone(String name) {
        assertThat(FenceName.of(name)).isNull();
    }

    @Test
    void aNameIsPercentEncodedInAPath() {
        FenceName name = Objects.requireNonNull(FenceName.of("Hof/Süd"));
        assertThat(name.toSegment()).isEqualTo("Hof%2FS%C3%BCd");
        assertThat(FenceName.ofSegment(name.toSegment())).isEqualTo(name);
        assertThat(name.text()).isEqualTo("Hof/Süd");
    }
}
