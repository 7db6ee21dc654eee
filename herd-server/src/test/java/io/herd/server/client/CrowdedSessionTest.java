package io.herd.server.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.config.LimitsConfig;
import io.herd.protocol.Bytes;
import io.herd.server.log.TrafficLog;
import io.herd.server.net.TestWire;
import io.herd.state.HerdState;
import io.herd.state.SipHash;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CrowdedSessionTest {
    private final TestWire wire = new TestWire();
    private final List<Runnable> later = new ArrayList<>();
    private final CrowdedSession session = new CrowdedSession(
            new ClientService(
                    Bytes.of("Goloman"),
                    new HerdState(new SipHash(1, 2)),
                    Future::succeededFuture,
                    (_, _, _) -> Future.failedFuture("no places"),
                    (line, _) -> line.toString().startsWith("HELLO"),
                    () -> 0,
                    (_, task) -> later.add(task),
                    LimitsConfig.DEFAULT,
                    TrafficLog.none(),
                    new ClientCounters()),
            wire);

    @Test
    void aClientIsToldSoAndHungUpOn() {
        TestWire.say(session, "IAMAT kiwi +1+1 5\n");
        assertThat(wire.sent()).isEqualTo("? IAMAT kiwi +1+1 5\n");
        assertThat(wire.finished).isTrue();
        later.forEach(Runnable::run);
        assertThat(wire.aborted).isFalse();
    }

    @Test
    void aLineThatDoesNotEndIsRefusedToo() {
        session.unfinishedLine(Bytes.of("HELLO"));
        assertThat(wire.sent()).isEqualTo("? HELLO\n");
        assertThat(wire.finished).isTrue();
    }

    @Test
    void aNeighbourGetsIn() {
        TestWire.say(session, "HELLO 1\n");
        later.forEach(Runnable::run);
        assertThat(wire.sent()).isEmpty();
        assertThat(wire.finished).isFalse();
        assertThat(wire.aborted).isFalse();
    }

    @Test
    void whoSaysNothingIsCut() {
        later.forEach(Runnable::run);
        assertThat(wire.aborted).isTrue();
    }
}
