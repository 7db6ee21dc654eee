package io.herd.server.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.config.HistoryConfig;
import io.herd.config.JournalConfig.Sync;
import io.herd.protocol.Bytes;
import io.herd.protocol.Readings;
import io.herd.server.journal.JournalCounters;
import io.herd.server.journal.SegmentLog;
import io.herd.server.journal.SimulatedDisk;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** More comes than can wait for a disk that takes nothing. */
class HistoryLossTest {
    private static final Bytes KIWI = Bytes.of("kiwi");
    private static final long HOUR = 3_600_000_000_000L;
    private static final HistoryConfig CONFIG = new HistoryConfig(true, "data", 100_000, Duration.ofDays(1), 1 << 20);

    private final Random random = new Random(1);
    private final SimulatedDisk disk = new SimulatedDisk(random);
    private final HistoryCounters counters = new HistoryCounters();
    private Tracks tracks = tracks();

    private Tracks tracks() {
        return new Tracks(CONFIG.reports(), CONFIG.age().toNanos(), CONFIG.bytes(), 7, counters);
    }

    private HistoryRounds start() throws Exception {
        tracks = tracks();
        var log = new SegmentLog(disk, "Goloman", Sync.ALWAYS, 20_000, 5_000, random::nextLong, new JournalCounters());
        var rounds = new HistoryRounds(Bytes.of("Goloman"), CONFIG, tracks, log, counters, 0);
        long _ = rounds.load(0);
        return rounds;
    }

    private static HistoryChange point(long time) {
        return new HistoryChange.Reported(KIWI, new HistoryPoint(time, Bytes.of("+34-118"), Readings.NONE));
    }

    private static void takeAll(HistoryRounds rounds) {
        for (long time = 1; time <= 500; time++) {
            rounds.take(List.of(point(time)), 0);
        }
    }

    @Test
    void whatIsDroppedIsTakenAgainWhenItComesAgain() throws Exception {
        HistoryRounds rounds = start();
        disk.leaveRoom(0);
        assertThat(rounds.commit(0)).isTrue();
        takeAll(rounds);
        assertThat(rounds.commit(0)).isFalse();
        assertThat(rounds.takeLoss()).isTrue();
        assertThat(rounds.takeLoss()).isFalse();
        assertThat(tracks.reports()).isBetween(20L, 200L);
        disk.leaveRoom(Long.MAX_VALUE);
        assertThat(rounds.commit(HOUR)).isTrue();
        for (long time = 1; time <= 500; time++) {
            rounds.take(List.of(point(time)), 0);
            assertThat(rounds.commit(HOUR)).isTrue();
        }
        assertThat(rounds.takeLoss()).isFalse();
        disk.cutPower();
        var _ = start();
        assertThat(tracks.reports()).isEqualTo(500);
    }
}
