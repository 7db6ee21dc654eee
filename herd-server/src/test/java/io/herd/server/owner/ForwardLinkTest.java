package io.herd.server.owner;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.protocol.Bytes;
import io.herd.server.net.TestWire;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForwardLinkTest {
    private static final Bytes COMMAND = Bytes.of("WHEREIS kiwi");

    private final TestWire wire = new TestWire();

    private ForwardLink link(@Nullable String token) {
        var link = new ForwardLink(wire, "west", "east", token);
        runSoon();
        return link;
    }

    private void runSoon() {
        for (Runnable each = wire.later.poll(); each != null; each = wire.later.poll()) {
            each.run();
        }
    }

    private static ForwardFailure failure(Future<?> reply) {
        assertThat(reply.failed()).isTrue();
        return ForwardException.reason(reply.cause());
    }

    @Test
    void itGreetsAndThenSaysCommandsWhoseRepliesComeInTheirOrder() {
        ForwardLink link = link(null);
        assertThat(wire.news()).isEqualTo("FORWARD west\n");
        wire.hear(link, "FORWARD east\n");
        assertThat(link.opened().succeeded()).isTrue();
        Future<Bytes> first = link.say(COMMAND, 0);
        Future<Bytes> second = link.say(Bytes.of("WHEREIS emu"), 0);
        runSoon();
        assertThat(wire.writes).last().isEqualTo("WHEREIS kiwi\nWHEREIS emu\n");
        wire.hear(link, "one\ntwo\n");
        assertThat((Object) first.result()).hasToString("one");
        assertThat((Object) second.result()).hasToString("two");
    }

    @Test
    void itShowsItsTokenFirst() {
        ForwardLink link = link("t0ken");
        assertThat(wire.news()).isEqualTo("AUTH t0ken\nFORWARD west\n");
        wire.hear(link, "AUTH forwarder\nFORWARD east\n");
        assertThat(link.opened().succeeded()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "? AUTH,                 it does not accept kafka.forward.token",
        "'AUTH x\n? FORWARD west', it takes no commands of other herds: see kafka.partitions and access there",
        "'AUTH x\nFORWARD south', it is of the herd south"
    })
    void whoDoesNotReturnTheGreetingIsLeft(String replies, String problem) {
        ForwardLink link = link("t0ken");
        wire.hear(link, replies + "\n");
        assertThat(link.opened().cause()).hasMessage(problem);
        assertThat(wire.aborted).isTrue();
        assertThat(failure(link.say(COMMAND, 0))).isEqualTo(ForwardFailure.AWAY);
    }

    @Test
    void commandsThatWaitFailWithTheirConnection() {
        ForwardLink link = link(null);
        wire.hear(link, "FORWARD east\n");
        Future<Bytes> reply = link.say(COMMAND, 0);
        link.closed();
        assertThat(failure(reply)).isEqualTo(ForwardFailure.AWAY);
        assertThat(link.ended().result()).isTrue();
    }

    @Test
    void aConnectionOnWhichNothingWaitsEndsWithoutALoss() {
        ForwardLink link = link(null);
        wire.hear(link, "FORWARD east\n");
        link.endOfInput();
        assertThat(link.ended().result()).isFalse();
    }

    @Test
    void whoDoesNotAnswerInTimeIsLeft() {
        ForwardLink link = link(null);
        wire.hear(link, "FORWARD east\n");
        Future<Bytes> reply = link.say(COMMAND, 1_000);
        link.tick(1_500, 500);
        assertThat(reply.isComplete()).isFalse();
        link.tick(1_501, 500);
        assertThat(failure(reply)).isEqualTo(ForwardFailure.TIMEOUT);
        assertThat(wire.aborted).isTrue();
    }

    @Test
    void whoSaysWhatNobodyAskedIsLeft() {
        ForwardLink link = link(null);
        wire.hear(link, "FORWARD east\nunasked\n");
        assertThat(wire.aborted).isTrue();
    }
}
