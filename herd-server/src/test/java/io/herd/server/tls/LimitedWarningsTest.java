package io.herd.server.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LimitedWarningsTest {
    private static final Instant EXPIRY = Instant.parse("2030-01-15T00:00:00Z");
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    @Test
    void twoWeeksBeforeItExpiresACertificateIsWarnedOfOnceADay() {
        var warning = new ExpiryWarning();
        Instant early = EXPIRY.minus(Duration.ofDays(14));
        assertThat(warning.isDue(EXPIRY, early)).isFalse();
        Instant late = early.plusSeconds(1);
        assertThat(warning.isDue(EXPIRY, late)).isTrue();
        assertThat(warning.isDue(EXPIRY, late.plusSeconds(86_399))).isFalse();
        assertThat(warning.isDue(EXPIRY, late.plusSeconds(86_400))).isTrue();
    }

    @Test
    void oneFailureAMinuteIsLogged() {
        var failures = new FailureLog(-5);
        assertThat(failures.isDue(-5)).isTrue();
        assertThat(failures.isDue(MINUTE - 6)).isFalse();
        assertThat(failures.isDue(MINUTE - 5)).isTrue();
        assertThat(failures.isDue(MINUTE)).isFalse();
    }
}
