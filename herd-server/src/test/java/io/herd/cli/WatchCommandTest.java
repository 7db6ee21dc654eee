package io.herd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalTime;
import org.junit.jupiter.api.Test;

class WatchCommandTest {
    @Test
    void theTimeOfDayHasSecondsAtTheFullMinuteToo() {
        assertThat(WatchCommand.text("LEFT kiwi", LocalTime.of(5, 49))).isEqualTo("05:49:00  kiwi has left");
        assertThat(WatchCommand.text("GONE kiwi", LocalTime.of(23, 59, 59, 999_999_999)))
                .isEqualTo("23:59:59  kiwi is forgotten");
    }
}
