package io.herd.server.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class KeepAliveTest {
    private static final Duration IDLE = Duration.ofMinutes(10);

    private static long seconds(double seconds) {
        return (long) (seconds * TimeUnit.SECONDS.toNanos(1));
    }

    @Test
    void aClientMayBeSilentForOneAndAHalfTimesWhatItPromised() {
        var keepAlive = KeepAlive.of(60, IDLE);
        assertThat(keepAlive.isOver(seconds(89.9), 0, 0)).isFalse();
        assertThat(keepAlive.isOver(seconds(90), 0, 0)).isTrue();
        assertThat(keepAlive.isOver(seconds(100), seconds(50), 0)).isFalse();
    }

    @Test
    void whatItTakesDoesNotKeepItsPromise() {
        assertThat(KeepAlive.of(1, IDLE).isOver(seconds(1.5), 0, seconds(1.4))).isTrue();
    }

    @Test
    void withoutAPromiseSomethingMustComeOrGo() {
        var keepAlive = KeepAlive.of(0, IDLE);
        assertThat(keepAlive.isOver(seconds(599), 0, 0)).isFalse();
        assertThat(keepAlive.isOver(seconds(600), 0, 0)).isTrue();
        assertThat(keepAlive.isOver(seconds(600), seconds(1), 0)).isFalse();
        assertThat(keepAlive.isOver(seconds(600), 0, seconds(1))).isFalse();
    }

    @Test
    void theClockMayBeNegativeAndOverflow() {
        long now = Long.MAX_VALUE - 5;
        assertThat(KeepAlive.of(1, IDLE).isOver(now + seconds(1), now, now)).isFalse();
        assertThat(KeepAlive.of(1, IDLE).isOver(now + seconds(2), now, now)).isTrue();
    }
}
