package io.herd.server.owner;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.config.HostPort;
import io.herd.protocol.Bytes;
import io.herd.server.net.TestWire;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.slf4j.helpers.NOPLogger;

class ForwardLaneTest {
    private static final long TIMEOUT = 2_000;
    private static final long RETRY = 1_000;
    private static final Bytes COMMAND = Bytes.of("WHEREIS kiwi");

    /** The connections that are asked for and not there yet. */
    private final Queue<Promise<ForwardLink>> dials = new ArrayDeque<>();

    private long now;
    private final ForwardLane lane = lane();

    private ForwardLane lane() {
        var route = new ForwardLane.Route() {
            @Override
            public Future<ForwardLink> connect(HostPort address) {
                Promise<ForwardLink> dial = Promise.promise();
                dials.add(dial);
                return dial.future();
            }

            @Override
            public long now() {
                return now;
            }
        };
        return new ForwardLane(new HostPort("127.0.0.1", 1), route, TIMEOUT, RETRY, NOPLogger.NOP_LOGGER);
    }

    private ForwardLink connect(TestWire wire) {
        var link = new ForwardLink(wire, "west", "east", null);
        dials.remove().complete(link);
        wire.hear(link, "FORWARD east\n");
        return link;
    }

    private static boolean isAway(Future<Bytes> reply) {
        return reply.failed() && ForwardException.reason(reply.cause()) == ForwardFailure.AWAY;
    }

    @Test
    void nothingIsDialledBeforeThereIsACommand() {
        assertThat(dials).isEmpty();
        Future<Bytes> first = lane.say(COMMAND);
        Future<Bytes> second = lane.say(COMMAND);
        assertThat(dials).hasSize(1);
        var wire = new TestWire();
        ForwardLink link = connect(wire);
        wire.hear(link, "one\ntwo\n");
        assertThat(List.of(first.result(), second.result())).hasToString("[one, two]");
        assertThat(lane.say(COMMAND).isComplete()).isFalse();
        assertThat(dials).isEmpty();
    }

    @Test
    void aServerThatIsAwayIsLeftAloneForAWhileAndThenTriedWithoutAnybodyWaiting() {
        Future<Bytes> first = lane.say(COMMAND);
        dials.remove().fail("refused");
        assertThat(isAway(first)).isTrue();
        assertThat(isAway(lane.say(COMMAND))).isTrue();
        assertThat(dials).isEmpty();
        now += RETRY;
        assertThat(isAway(lane.say(COMMAND))).isTrue();
        assertThat(isAway(lane.say(COMMAND))).isTrue();
        assertThat(dials).hasSize(1);
        var wire = new TestWire();
        ForwardLink link = connect(wire);
        Future<Bytes> reply = lane.say(COMMAND);
        wire.hear(link, "back\n");
        assertThat((Object) reply.result()).hasToString("back");
    }

    @Test
    void aServerThatTakesTheConnectionAndSaysNothingIsAway() {
        Future<Bytes> reply = lane.say(COMMAND);
        var wire = new TestWire();
        dials.remove().complete(new ForwardLink(wire, "west", "east", null));
        now += TIMEOUT;
        lane.tick();
        assertThat(reply.isComplete()).isFalse();
        now++;
        lane.tick();
        assertThat(isAway(reply)).isTrue();
        assertThat(wire.aborted).isTrue();
    }

    @Test
    void aConnectionThatComesTooLateIsDropped() {
        Future<Bytes> reply = lane.say(COMMAND);
        now += TIMEOUT + 1;
        lane.tick();
        assertThat(isAway(reply)).isTrue();
        var wire = new TestWire();
        var link = connect(wire);
        assertThat(wire.aborted).isTrue();
        assertThat(link.ended().isComplete()).isTrue();
        assertThat(isAway(lane.say(COMMAND))).isTrue();
    }

    @Test
    void aConnectionThatEndsInPeaceIsOpenedAgainAtOnce() {
        Future<Bytes> reply = lane.say(COMMAND);
        var wire = new TestWire();
        ForwardLink link = connect(wire);
        wire.hear(link, "one\n");
        assertThat((Object) reply.result()).hasToString("one");
        link.closed();
        assertThat(lane.say(COMMAND).isComplete()).isFalse();
        assertThat(dials).hasSize(1);
    }

    @Test
    void aConnectionThatBreaksFailsWhatWaits() {
        Future<Bytes> reply = lane.say(COMMAND);
        ForwardLink link = connect(new TestWire());
        link.closed();
        assertThat(isAway(reply)).isTrue();
        assertThat(isAway(lane.say(COMMAND))).isTrue();
        assertThat(dials).isEmpty();
    }
}
