package io.herd.server.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.protocol.Bytes;
import io.herd.protocol.Readings;
import io.herd.server.journal.SegmentLines;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryLinesTest {
    private static final Bytes KIWI = Bytes.of("kiwi");

    private final List<HistoryChange> found = new ArrayList<>();
    private final HistoryReader reader = new HistoryReader(new HistoryReader.Visitor() {
        @Override
        public void point(Bytes client, HistoryPoint point) {
            found.add(new HistoryChange.Reported(client, point));
        }

        @Override
        public void deletion(Bytes client, long timeNanos) {
            found.add(new HistoryChange.Deleted(client, timeNanos));
        }
    });

    private static SegmentLines written(HistoryPoint point) {
        var lines = new HistoryLines(Bytes.of("Goloman"));
        lines.add(KIWI, point);
        lines.addDeletion(Bytes.of("emu"), 7);
        return lines.take();
    }

    @Test
    void theyAreThoseThatNeighboursGet() {
        var readings = new Readings(12, 78.25, 1.1, 90, 81, "");
        SegmentLines lines = written(new HistoryPoint(1_500_000_000L, Bytes.of("+34.068930-118.445127"), readings));
        assertThat(lines.lines().toString()).isEqualTo("""
                NOTE READINGS kiwi Goloman +0.000000000 accuracy=12,altitude=78.25,speed=1.1,course=90,battery=81 1.500000000
                AT kiwi Goloman +34.068930 -118.445127 +0.000000000 1.500000000
                GONE emu Goloman +0.000000000 0.000000007
                """);
        assertThat(lines.count()).isEqualTo(3);
        assertThat(lines.newest()).isEqualTo(1_500_000_000L);
    }

    @Test
    void theyAreReadAsTheyWereWrittenWhereverABatchEnds() {
        var point = new HistoryPoint(
                1_520_023_934_918_963_997L,
                Bytes.of("+3404.1-11826.7+8850CRSWGS_84/"),
                new Readings(12, Double.NaN, Double.NaN, Double.NaN, 81, ""));
        Bytes lines = written(point).lines();
        for (int end = 0; end <= lines.length(); end++) {
            if (end == 0 || lines.charAt(end - 1) == '\n') {
                found.clear();
                long newest = Math.max(
                        reader.read(lines.subSequence(0, end)), reader.read(lines.subSequence(end, lines.length())));
                assertThat(newest).isEqualTo(point.timeNanos());
                assertThat(found)
                        .containsExactly(
                                new HistoryChange.Reported(KIWI, point), new HistoryChange.Deleted(Bytes.of("emu"), 7));
            }
        }
        assertThat(reader.unreadable()).isZero();
    }

    @Test
    void readingsOfAnotherTimeOrClientAreNotTaken() {
        long _ = reader.read(Bytes.of("""
                NOTE READINGS kiwi Goloman +0.0 battery=81 1.5
                AT emu Goloman +1 -2 +0.0 1.5
                AT kiwi Goloman +1 -2 +0.0 1.6
                nonsense
                NOTE FENCE depot Goloman +0.0 - 1.6
                """));
        assertThat(found)
                .allSatisfy(each -> assertThat(
                                ((HistoryChange.Reported) each).point().readings())
                        .isEqualTo(Readings.NONE))
                .hasSize(2);
        assertThat(reader.unreadable()).isEqualTo(2);
    }
}
