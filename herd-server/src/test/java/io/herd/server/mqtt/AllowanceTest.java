package io.herd.server.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AllowanceTest {
    private final Allowance allowance = new Allowance(10, 4);

    @Test
    void someIsPermittedAtOnceAndSoMuchASecond() {
        allowance.spend(9);
        assertThat(allowance.isSpent()).isFalse();
        allowance.spend(5);
        assertThat(allowance.isSpent()).isTrue();
        allowance.refill();
        assertThat(allowance.isSpent()).isTrue();
        allowance.refill();
        assertThat(allowance.isSpent()).isFalse();
    }

    @Test
    void whoSpendsALotWaitsNoLongerThanForAllThatIsPermittedAtOnce() {
        allowance.spend(1_000_000);
        for (int i = 0; i < 3; i++) {
            assertThat(allowance.isSpent()).isTrue();
            allowance.refill();
        }
        assertThat(allowance.isSpent()).isFalse();
    }

    @Test
    void itDoesNotGrowBeyondThat() {
        for (int i = 0; i < 5; i++) {
            allowance.refill();
        }
        allowance.spend(10);
        assertThat(allowance.isSpent()).isTrue();
    }
}
