package io.herd.server.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.protocol.Bytes;
import io.herd.protocol.Readings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TracksTest {
    private static final Bytes KIWI = Bytes.of("kiwi");
    private static final Bytes EMU = Bytes.of("emu");
    private static final long AGE = 1_000_000;

    private final HistoryCounters counters = new HistoryCounters();

    private Tracks tracks(int reports, long bytes) {
        return new Tracks(reports, AGE, bytes, 7, counters);
    }

    private static HistoryPoint point(long time) {
        return new HistoryPoint(time, Bytes.of("+34.068930-118.445127"), Readings.NONE);
    }

    private static boolean add(Tracks tracks, Bytes client, long time) {
        return tracks.add(client, point(time), 0);
    }

    private static List<Long> times(Tracks tracks, Bytes client) {
        return tracks.read(client, 0, Long.MAX_VALUE, Integer.MAX_VALUE - 1).points().stream()
                .map(HistoryPoint::timeNanos)
                .toList();
    }

    @Test
    void pointsAreInTheOrderOfTheirTimesWhateverCameFirst() {
        for (int seed = 0; seed < 50; seed++) {
            Tracks tracks = tracks(1_000, 1 << 20);
            List<Long> times = new ArrayList<>(LongStream.range(0, 300).boxed().toList());
            Collections.shuffle(times, new Random(seed));
            times.forEach(time -> assertThat(add(tracks, KIWI, time)).isTrue());
            assertThat(times(tracks, KIWI))
                    .containsExactlyElementsOf(LongStream.range(0, 300).boxed().toList());
        }
    }

    @Test
    void aTrackGivesTheMemoryOfRemovedPointsBack() {
        var track = new Track();
        for (long time = 0; time < 10_000; time++) {
            track.add(PackedPoint.of(point(time)));
        }
        assertThat(track.removeOldest(0, 9_990)).hasSize(9_990);
        assertThat(track.capacity()).isLessThan(100);
        for (long time = 10_000; time < 10_100; time++) {
            track.add(PackedPoint.of(point(time)));
        }
        assertThat(track.read(0, Long.MAX_VALUE, 1_000, 1 << 20).stream().map(PackedPoint::time))
                .containsExactlyElementsOf(
                        LongStream.range(9_990, 10_100).boxed().toList());
        assertThat(track.removeOldest(110, Long.MIN_VALUE)).hasSize(110);
        track.add(PackedPoint.of(point(1)));
        assertThat(track.find(1)).isNotNull();
    }

    @Test
    void aPointThatComesAgainIsKeptOnce() {
        Tracks tracks = tracks(10, 1 << 20);
        for (int round = 0; round < 2; round++) {
            for (long time = 1; time <= 5; time++) {
                assertThat(add(tracks, KIWI, time)).isEqualTo(round == 0);
            }
        }
        assertThat(times(tracks, KIWI)).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(tracks.reports()).isEqualTo(5);
        assertThat(counters.duplicates.sum()).isEqualTo(5);
    }

    @Test
    void theNewestOfEachClientAreKept() {
        Tracks tracks = tracks(3, 1 << 20);
        assertThat(add(tracks, EMU, 1)).isTrue();
        for (long time : new long[] {10, 40, 20, 30}) {
            assertThat(add(tracks, KIWI, time)).isTrue();
        }
        assertThat(add(tracks, KIWI, 5)).isFalse();
        assertThat(times(tracks, KIWI)).containsExactly(20L, 30L, 40L);
        assertThat(times(tracks, EMU)).containsExactly(1L);
        assertThat(counters.droppedByReports.sum()).isEqualTo(2);
    }

    @Test
    void oneReportOfEachClientIsTheNewest() {
        Tracks tracks = tracks(1, 1 << 20);
        for (long time : new long[] {10, 40, 20}) {
            var _ = add(tracks, KIWI, time);
        }
        assertThat(times(tracks, KIWI)).containsExactly(40L);
    }

    @Test
    void whatIsTooOldByItsOwnTimeGoes() {
        Tracks tracks = tracks(10, 1 << 20);
        assertThat(tracks.add(KIWI, point(99), AGE + 100)).isFalse();
        assertThat(tracks.add(KIWI, point(100), AGE + 100)).isTrue();
        assertThat(tracks.add(EMU, point(200), AGE + 100)).isTrue();
        tracks.expire(AGE + 101);
        assertThat(tracks.knows(KIWI)).isFalse();
        assertThat(times(tracks, EMU)).containsExactly(200L);
        assertThat(counters.droppedByAge.sum()).isEqualTo(2);
    }

    @Test
    void theOldestOfAllGoWhereAllTakeTooMuch() {
        Tracks tracks = tracks(10_000, 1 << 18);
        for (long time = 0; time < 10_000; time++) {
            assertThat(add(tracks, time % 2 == 0 ? KIWI : EMU, time)).isTrue();
            tracks.fit();
            assertThat(tracks.bytes()).isLessThanOrEqualTo(1 << 18);
        }
        List<Long> all = new ArrayList<>(times(tracks, KIWI));
        all.addAll(times(tracks, EMU));
        Collections.sort(all);
        long dropped = counters.droppedByBytes.sum();
        assertThat(dropped).isBetween(7_000L, 8_000L);
        assertThat(all)
                .containsExactlyElementsOf(
                        LongStream.range(dropped, 10_000).boxed().toList());
    }

    @Test
    void nothingIsCountedAnyMoreOnceAllIsGone() {
        Tracks tracks = tracks(10, 1 << 20);
        var readings = new Readings(1, 2, 3, 4, 5, "");
        assertThat(tracks.add(KIWI, new HistoryPoint(7, Bytes.of("+1-2"), readings), 0))
                .isTrue();
        assertThat(tracks.bytes()).isPositive();
        tracks.delete(KIWI, 7);
        assertThat(tracks.bytes()).isZero();
        assertThat(tracks.reports()).isZero();
        assertThat(tracks.knows(KIWI)).isFalse();
    }

    @Test
    void aDeletionIsAboutWhatIsNoNewer() {
        Tracks tracks = tracks(10, 1 << 20);
        for (long time = 1; time <= 4; time++) {
            var _ = add(tracks, KIWI, time);
        }
        var _ = add(tracks, EMU, 1);
        tracks.delete(KIWI, 3);
        tracks.delete(Bytes.of("nobody"), 3);
        assertThat(times(tracks, KIWI)).containsExactly(4L);
        assertThat(times(tracks, EMU)).containsExactly(1L);
        assertThat(counters.deleted.sum()).isEqualTo(3);
    }

    @Test
    void pagesHaveAllOnceAndInOrder() {
        Tracks tracks = tracks(1_000, 1 << 20);
        for (long time = 0; time < 1_000; time++) {
            var _ = add(tracks, KIWI, time);
        }
        List<Long> all = new ArrayList<>();
        long from = 100;
        HistoryPage page;
        do {
            page = tracks.read(KIWI, from, 900, 70);
            assertThat(page.points()).hasSizeLessThanOrEqualTo(70);
            page.points().forEach(each -> all.add(each.timeNanos()));
            from = all.getLast() + 1;
        } while (page.hasMore());
        assertThat(all)
                .containsExactlyElementsOf(LongStream.range(100, 900).boxed().toList());
        assertThat(tracks.read(KIWI, 5_000, 6_000, 10)).isEqualTo(new HistoryPage(List.of(), false));
        assertThat(tracks.read(EMU, 0, 6_000, 10)).isEqualTo(new HistoryPage(List.of(), false));
    }

    @Test
    void longLocationsMakeShortPages() {
        Tracks tracks = tracks(1_000, 1 << 24);
        Bytes location = Bytes.of("+1." + "0".repeat(8_000) + "-2");
        for (long time = 0; time < 1_000; time++) {
            assertThat(tracks.add(KIWI, new HistoryPoint(time, location, Readings.NONE), 0))
                    .isTrue();
        }
        HistoryPage page = tracks.read(KIWI, 0, Long.MAX_VALUE, 1_000);
        assertThat(page.hasMore()).isTrue();
        assertThat(page.points()).hasSizeBetween(100, 140);
    }
}
