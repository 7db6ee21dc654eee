package io.herd.server.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.protocol.Bytes;
import io.herd.server.net.TestWire;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CrowdedSessionTest {
    private final TestWire wire = new TestWire();
    private final List<Runnable> later = new ArrayList<>();
    private final CrowdedSession session = new CrowdedSession((_, task) -> later.add(task), wire);

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
    void whoSaysNothingIsCut() {
        later.forEach(Runnable::run);
        assertThat(wire.aborted).isTrue();
    }
}
