package io.herd.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Readings and cards as records: their words, and the lines that servers tell each other. */
class NoteRecordTest {
    private static final Bytes SERVER = Bytes.of("Goloman");
    private static final Bytes CLIENT = Bytes.of("anna/phone");

    private static Report told(String line) {
        return ((LinkMessage.At) LinkMessageParser.parse(Bytes.of(line))).report();
    }

    @Test
    void aNoteIsTheRecordOfReadings() {
        var readings = new Readings(12, 78.126, 1.1111, 360, 81, "al");
        Report record = Report.readings(SERVER, CLIENT, readings, 1_500_000_000);
        String line = "NOTE READINGS anna/phone Goloman +0.000000000"
                + " accuracy=12,altitude=78.13,speed=1.11,course=0,battery=81,tid=al 1.500000000";
        assertThat(new LinkMessage.At(record).toLine().toString()).isEqualTo(line + "\n");
        assertThat(told(line)).isEqualTo(record);
        assertThat(record.kind()).isEqualTo(RecordKind.READINGS);
        assertThat((CharSequence) RecordKind.READINGS.subject(record.client())).isEqualTo(CLIENT);
        assertThat(record.readings()).isEqualTo(new Readings(12, 78.13, 1.11, 0, 81, "al"));
    }

    @Test
    void whatCannotBeIsNotKnown() {
        assertThat(new Readings(-1, -20_000, Double.POSITIVE_INFINITY, 361, 101, "abc"))
                .isEqualTo(Readings.NONE);
        assertThat(new Readings(Double.NaN, 1, 2, 3, 4, "\uD83D\uDE97\uD83D\uDE97").trackerId())
                .hasSize(4);
        assertThat(new Readings(1, 2, 3, 4, 5, "x").elsewhere())
                .isEqualTo(new Readings(Double.NaN, Double.NaN, Double.NaN, Double.NaN, 5, "x"));
    }

    @Test
    void aNoteIsTheRecordOfACard() {
        var card = new Card("Ånna = 1, 2", "Å1", "iVBORw0KGgo+/A==");
        Report record = Report.card(SERVER, CLIENT, card, 2_000_000_000);
        assertThat(record.kind()).isEqualTo(RecordKind.CARD);
        assertThat(record.card()).isEqualTo(card);
        String line = new LinkMessage.At(record).toLine().toString().strip();
        assertThat(line).startsWith("NOTE CARD anna/phone Goloman +0.000000000 name=%C3%85nna%20%3D%201%2C%202,tid=");
        assertThat(told(line)).isEqualTo(record);
    }

    @Test
    void aCardIsBounded() {
        var card = new Card("\uD83D\uDE97".repeat(200), "abc", "x".repeat(Card.MOST_FACE_BYTES + 1));
        assertThat(card.name()).isEqualTo("\uD83D\uDE97".repeat(50));
        assertThat(card.trackerId() + card.face()).isEmpty();
        var largest = new Card("\u20AC".repeat(100), "\u20AC\u20AC", "+".repeat(Card.MOST_FACE_BYTES / 3));
        assertThat(Report.card(SERVER, CLIENT, largest, 1).card()).isEqualTo(largest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "\u20AC"})
    void aFaceThatIsTooLongAsAWordIsLeftOut(String character) {
        var card = new Card("\u20AC".repeat(100), "\u20AC\u20AC", character.repeat(Card.MOST_FACE_BYTES));
        Report record = Report.card(SERVER, CLIENT, card, 1);
        assertThat(record.card()).isEqualTo(card);
        assertThat(told(new LinkMessage.At(record).toLine().toString().strip())).isEqualTo(record);
    }

    @ParameterizedTest
    @ValueSource(strings = {"READINGS", "CARD"})
    void whatIsDeletedIsATombstone(String kind) {
        String line = "NOTE " + kind + " anna/phone Goloman +0.000000000 - 2.000000000";
        assertThat(told(line).isTombstone()).isTrue();
        assertThat(told(line).kind().isTombstone()).isTrue();
        assertThat(new LinkMessage.At(told(line)).toLine().toString()).isEqualTo(line + "\n");
    }

    @Test
    void unknownKeysAreKeptAndPassedOver() {
        String line = "NOTE READINGS a S +0.0 battery=81,steps=5 1";
        assertThat(told(line).readings().battery()).isEqualTo(81);
        assertThat(new LinkMessage.At(told(line)).toLine().toString()).isEqualTo(line + "\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NOTE READINGS a S +0.0 battery 1",
                "NOTE READINGS a S +0.0 =81 1",
                "NOTE READINGS a S +0.0 battery=%8 1",
                "NOTE READINGS a S +0.0 battery=81, 1",
                "NOTE READINGS a S 0.0 battery=81 1",
                "NOTE CARD a S +0.0 anna 1",
                "NOTE CARDS a S +0.0 name=anna 1"
            })
    void aMalformedNoteIsNone(String line) {
        assertThat(LinkMessageParser.parse(Bytes.of(line))).isInstanceOf(LinkMessage.Unknown.class);
    }

    @Test
    void aNoteIsBounded() {
        String line = "NOTE READINGS a S +0.0 x=" + "1".repeat(300) + " 1";
        assertThat(LinkMessageParser.parse(Bytes.of(line))).isInstanceOf(LinkMessage.Unknown.class);
    }
}
