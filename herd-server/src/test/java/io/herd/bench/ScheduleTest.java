package io.herd.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {
    @Test
    void commandsAreDueAtEqualIntervalsOnEachConnectionInTurn() {
        Schedule schedule = Schedule.of(1_000, 2, Duration.ofMillis(5));
        assertThat(schedule.commands()).isEqualTo(5);
        assertThat(schedule.dueAt(schedule.number(0, 2))).isEqualTo(4_000_000);
        assertThat(schedule.dueAt(schedule.number(1, 0))).isEqualTo(1_000_000);
        assertThat(schedule.dueBy(0, 0)).isEqualTo(1);
        assertThat(schedule.dueBy(1, 999_999)).isZero();
        assertThat(schedule.dueBy(1, 1_000_000)).isEqualTo(1);
        assertThat(schedule.pauseAfter(1_000_000)).isEqualTo(1_000_000);
        assertThat(schedule.pauseAfter(1_000_001)).isEqualTo(999_999);
        assertThat(schedule.dueBy(0, Duration.ofMinutes(1).toNanos())).isEqualTo(3);
        assertThat(schedule.dueBy(1, Duration.ofMinutes(1).toNanos())).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"1,1", "3,16", "999,7", "33333,16", "1000000,3", "4999999,16"})
    void eachCommandIsDueFromItsTimeOnAndNotBefore(int perSecond, int connections) {
        Schedule schedule = Schedule.of(perSecond, connections, Duration.ofSeconds(100));
        assertThat(schedule.commands()).isEqualTo(100L * perSecond);
        for (int connection = 0; connection < Math.min(connections, perSecond); connection++) {
            long last = Math.ceilDiv(schedule.commands() - connection, (long) connections) - 1;
            for (long turn = 0; turn <= last; turn += 1 + last / 97) {
                long due = schedule.dueAt(schedule.number(connection, turn));
                assertThat(schedule.dueBy(connection, due)).isGreaterThan(turn);
                assertThat(schedule.dueBy(connection, due - 1)).isLessThanOrEqualTo(turn);
            }
        }
    }
}
