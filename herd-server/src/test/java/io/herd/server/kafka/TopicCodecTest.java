package io.herd.server.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.protocol.Bytes;
import io.herd.protocol.Report;
import io.herd.server.kafka.TopicContent.Reason;
import io.herd.server.kafka.TopicContent.Rejected;
import io.herd.server.kafka.TopicContent.Told;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TopicCodecTest {
    private static final Bytes HERD = Bytes.of("europe");
    private static final String LINE = "AT kiwi Goloman +34.0 -118.0 +0.5 1520023934.25";

    private static TopicContent decode(
            @Nullable String key, @Nullable String value, @Nullable String version, @Nullable String herd) {
        return TopicCodec.decode(
                new TopicRecord(bytes(key), bytes(value), bytes(version), bytes(herd)), 1_600_000_000_000_000_000L);
    }

    private static @Nullable Bytes bytes(@Nullable String text) {
        return text == null ? null : Bytes.of(text);
    }

    private static void assertRejected(TopicContent content, Reason reason) {
        assertThat(content).isEqualTo(new Rejected(reason));
    }

    @Test
    void readsWhatItWrites() {
        Report report = Topics.report("Goloman", "kiwi", 7);
        TopicRecord record = new TopicCodec(HERD).encode(Topics.line(report), report);

        assertThat(String.valueOf(record.key())).isEqualTo("kiwi");
        assertThat(TopicCodec.decode(record, Long.MAX_VALUE)).isEqualTo(new Told(report, HERD));
    }

    @Test
    void readsNotesAndTombstones() {
        assertThat(decode("kiwi", "GONE kiwi Goloman +0.0 1", "1", "e")).isInstanceOf(Told.class);
        assertThat(decode("CARD kiwi", "NOTE CARD kiwi Goloman +0.0 - 1", "1", "e"))
                .isInstanceOf(Told.class);
    }

    @Test
    void tellsWhyARecordCannotBeMerged() {
        assertThat(decode("kiwi", LINE, "1", "e")).isInstanceOf(Told.class);
        assertRejected(decode("kiwi", null, "1", "e"), Reason.EMPTY);
        assertRejected(decode("kiwi", null, null, null), Reason.EMPTY);
        assertRejected(decode("kiwi", LINE, null, "e"), Reason.VERSION);
        assertRejected(decode("kiwi", LINE, "2", "e"), Reason.VERSION);
        assertRejected(decode("kiwi", "x".repeat(40_000), "1", "e"), Reason.TOO_LARGE);
        assertRejected(decode("emu", LINE, "1", "e"), Reason.MALFORMED);
        assertRejected(decode(null, LINE, "1", "e"), Reason.MALFORMED);
        assertRejected(decode("kiwi", LINE, "1", null), Reason.MALFORMED);
        assertRejected(decode("kiwi", LINE, "1", "e".repeat(200)), Reason.MALFORMED);
        assertRejected(decode("kiwi", "SYNCED", "1", "e"), Reason.MALFORMED);
        assertRejected(decode("kiwi", "", "1", "e"), Reason.MALFORMED);
        assertRejected(decode("kiwi", LINE.replace("1520023934", "1620023934"), "1", "e"), Reason.FUTURE);
    }
}
