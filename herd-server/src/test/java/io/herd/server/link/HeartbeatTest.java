package io.herd.server.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.config.LinksConfig;
import org.junit.jupiter.api.Test;

class HeartbeatTest {
    private static final long SILENCE = LinksConfig.DEFAULT.silence().toMillis();
    private static final long TICK = LinksVerticle.TICK;
    private final Heartbeat heartbeat = new Heartbeat(LinksConfig.DEFAULT);

    @Test
    void silenceCountsWhileThisEndLooks() {
        assertThat(heartbeat.isSilent(1_000_000, true)).isFalse();
        for (long now = TICK; now < SILENCE; now += TICK) {
            assertThat(heartbeat.isSilent(1_000_000 + now, true)).isFalse();
        }
        assertThat(heartbeat.isSilent(1_000_000 + SILENCE, true)).isTrue();
    }

    @Test
    void theTimeForWhichThisEndWasHeldUpDoesNotCount() {
        assertThat(heartbeat.isSilent(1_000_000, true)).isFalse();
        assertThat(heartbeat.isSilent(1_010_000, true)).isFalse();
        for (long now = TICK; now < SILENCE; now += TICK) {
            assertThat(heartbeat.isSilent(1_010_000 + now, true)).isFalse();
        }
        assertThat(heartbeat.isSilent(1_010_000 + SILENCE, true)).isTrue();
    }
}
