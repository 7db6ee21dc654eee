package io.herd.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.protocol.RecordKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ExpiryTest {
    private static final long SECOND = 1_000_000_000;
    private static final long NOW = 1_700_000_000 * SECOND;

    private final Expiry hour = new Expiry(Duration.ofHours(1), Duration.ofDays(30));

    @Test
    void anEpochIsA32ndOfTheRetentionAndAtLeastASecond() {
        assertThat(hour.epochNanos()).isEqualTo(Duration.ofHours(1).toNanos() / 32);
        assertThat(new Expiry(Duration.ofSeconds(5), Duration.ofDays(30)).epochNanos())
                .isEqualTo(SECOND);
        assertThat(Expiry.DEFAULT.epochNanos()).isEqualTo(Duration.ofDays(30).toNanos() / 32);
    }

    @Test
    void theHorizonIsTheBeginningOfAnEpoch() {
        for (long now = NOW; now < NOW + 300 * SECOND; now += SECOND) {
            long horizon = hour.horizon(now);
            assertThat(horizon % hour.epochNanos()).isZero();
            assertThat(now - horizon)
                    .isBetween(
                            Duration.ofHours(1).toNanos(), Duration.ofHours(1).toNanos() + hour.epochNanos());
        }
        assertThat(hour.horizon(SECOND)).isEqualTo(Expiry.NONE);
    }

    @Test
    void withoutATtlOnlyTombstonesExpire() {
        assertThat(Expiry.DEFAULT.isExpired(NOW - 1, RecordKind.REPORT, NOW)).isFalse();
        assertThat(Expiry.DEFAULT.isExpired(NOW - 1, RecordKind.DELETED_CLIENT, NOW))
                .isTrue();
        assertThat(hour.isExpired(NOW - 1, RecordKind.REPORT, NOW)).isTrue();
        assertThat(hour.isExpired(NOW - 1, RecordKind.FENCE, NOW)).isFalse();
        assertThat(hour.isExpired(NOW - 1, RecordKind.DELETED_FENCE, NOW)).isFalse();
        assertThat(hour.isExpired(NOW, RecordKind.REPORT, NOW)).isFalse();
    }

    @Test
    void aNeighbourIsFollowedAnEpochFarByOnesOwnClock() {
        var agreement = new HorizonAgreement(hour);
        long own = agreement.at(NOW);
        agreement.hear(own + hour.epochNanos(), NOW);
        assertThat(agreement.at(NOW)).isEqualTo(own + hour.epochNanos());
        agreement.hear(Long.MAX_VALUE, NOW);
        assertThat(agreement.at(NOW)).isEqualTo(own + hour.epochNanos());
    }

    @Test
    void theHorizonNeverFalls() {
        var agreement = new HorizonAgreement(hour);
        long own = agreement.at(NOW);
        agreement.hear(Expiry.UNSETTLED, NOW);
        agreement.hear(own - hour.epochNanos(), NOW);
        assertThat(agreement.at(NOW - 3_600 * SECOND)).isEqualTo(own);
    }
}
