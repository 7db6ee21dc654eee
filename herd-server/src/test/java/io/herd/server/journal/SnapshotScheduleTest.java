package io.herd.server.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SnapshotScheduleTest {
    private static final long MIB = 1 << 20;

    private static LoadedJournal loaded(long snapshotBytes, long logBytes, long damagedBatches) {
        return new LoadedJournal(
                2, 1, snapshotBytes, logBytes, 0, 0, damagedBatches, 0, 0, Set.of(), 1, List.of(), false);
    }

    @Test
    void logsMayBecomeTwiceAsLongAsTheSnapshot() {
        var schedule = new SnapshotSchedule(loaded(200 * MIB, 10 * MIB, 0), 0);

        assertThat(schedule.bytesUntilDue(399 * MIB)).isEqualTo(MIB);
        assertThat(schedule.isDue(399 * MIB, 1)).isFalse();
        assertThat(schedule.isDue(400 * MIB, 1)).isTrue();

        schedule.finished(10 * MIB, 400 * MIB, 1);

        assertThat(schedule.isDue(655 * MIB, 2)).isFalse();
        assertThat(schedule.isDue(656 * MIB, 2)).isTrue();
    }

    @Test
    void oneIsDueADayAfterTheLast() {
        var schedule = new SnapshotSchedule(loaded(0, 0, 0), 0);

        assertThat(schedule.isDue(0, SnapshotSchedule.DAY - 1)).isFalse();
        assertThat(schedule.isDue(0, SnapshotSchedule.DAY)).isTrue();
    }

    @Test
    void oneIsDueSoonAfterAStartWithLogsAndAtOnceAfterDamage() {
        var schedule = new SnapshotSchedule(loaded(0, 1, 0), 0);

        assertThat(schedule.isDue(1, SnapshotSchedule.SOON - 1)).isFalse();
        assertThat(schedule.isDue(1, SnapshotSchedule.SOON)).isTrue();
        assertThat(new SnapshotSchedule(loaded(0, 1, 1), 0).isDue(1, 0)).isTrue();
    }

    @Test
    void afterAFailureItIsTriedAgainSoonHoweverLongTheLogIs() {
        var schedule = new SnapshotSchedule(loaded(0, 0, 0), 0);
        schedule.failed(500 * MIB, 0);

        assertThat(schedule.isDue(500 * MIB, SnapshotSchedule.SOON - 1)).isFalse();
        assertThat(schedule.isDue(500 * MIB, SnapshotSchedule.SOON)).isTrue();
    }
}
