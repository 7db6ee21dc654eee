package io.herd.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class OpenResultTest {
    private static OpenResult result(long answered, int millis) {
        return new OpenResult(1_000, answered, 0, Duration.ofSeconds(1), Duration.ofMillis(millis), Times.histogram());
    }

    @Test
    void aRateIsKeptUpIfAllIsAnsweredAlmostInTime() {
        assertThat(result(1_000, 999).isKeptUp()).isTrue();
        assertThat(result(1_000, 999).rate()).isEqualTo(1_000);
        assertThat(result(1_000, 999).behind()).isZero();
        assertThat(result(1_000, 1_100).isKeptUp()).isTrue();
        assertThat(result(999, 1_000).isKeptUp()).isFalse();
    }

    @Test
    void aRateIsNotKeptUpIfRepliesComeLate() {
        assertThat(result(1_000, 1_250).isKeptUp()).isFalse();
        assertThat(result(1_000, 1_250).behind()).isEqualTo(Duration.ofMillis(250));
        assertThat(result(1_000, 1_250).rate()).isEqualTo(800);
    }
}
