package io.herd.server.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.server.net.TestWire;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** When a neighbour is dialled, on a clock and a route of the test's. */
class DiallerTest implements Route {
    private final LinkService service = TestServer.of("Goloman", "Hands").start();
    private final List<Attempt> attempts = new ArrayList<>();
    private final TreeMap<Long, List<Runnable>> timers = new TreeMap<>();
    private final Dialler dialler = new Dialler(service, "Hands", this, new Random(1));
    private TestWire wire = new TestWire();
    private long now;

    @Override
    public void connect(Attempt attempt) {
        attempts.add(attempt);
    }

    @Override
    public void later(long millis, Runnable task) {
        assertThat(millis).isPositive();
        timers.computeIfAbsent(now + millis, _ -> new ArrayList<>()).add(task);
    }

    @Override
    public long now() {
        return now;
    }

    private void pass(long millis) {
        long end = now + millis;
        for (var due = timers.firstEntry(); due != null && due.getKey() <= end; due = timers.firstEntry()) {
            now = due.getKey();
            timers.remove(now);
            due.getValue().forEach(Runnable::run);
        }
        now = end;
    }

    private void refuseUntilThePauseIsLong() {
        var _ = dialler.start();
        for (int failures = 0; failures < 20; failures++) {
            attempts.getLast().failed("nobody listens");
            pass(5_000);
        }
        attempts.getLast().failed("nobody listens");
        attempts.clear();
    }

    /** Opens the link of the last attempt, as far as the dialling end can tell. */
    private void open() {
        wire = new TestWire();
        var session = attempts.getLast().connected(wire);
        var far = new TestLink(service, TestServer.of("Hands", "Goloman").start());
        far.toAcceptor(wire.sent());
        wire.hear(session, far.fromAcceptor.news());
        assertThat(dialler.isOpen()).isTrue();
    }

    @Test
    void aNeighbourThatLinksEndsThePause() {
        refuseUntilThePauseIsLong();
        dialler.neighbourLinked();
        assertThat(attempts).hasSize(1);
        // The timer of the pause that ended early dials nobody.
        pass(5_000);
        assertThat(attempts).hasSize(1);
    }

    @Test
    void aNeighbourThatLinksWhileItIsDialledIsDialledAgainOnlyOnFailureAndThenAtOnce() {
        refuseUntilThePauseIsLong();
        while (attempts.isEmpty()) {
            pass(1);
        }
        dialler.neighbourLinked();
        assertThat(attempts).hasSize(1);
        attempts.getLast().failed("too early");
        assertThat(attempts).hasSize(2);
        attempts.getLast().failed("for another reason");
        assertThat(attempts).hasSize(2);
    }

    @Test
    void anAttemptThatHangsGivesWayToANewOne() {
        var _ = dialler.start();
        mustGiveWay(() -> attempts.getFirst().failed("timed out"));
    }

    /** A second later the neighbour links: then the first attempt counts for nothing, whatever comes of it. */
    private void mustGiveWay(Runnable end) {
        pass(1_000);
        dialler.neighbourLinked();
        assertThat(attempts).hasSize(2);
        assertThat(attempts.getFirst().isWanted()).isFalse();
        assertThat(attempts.getLast().isWanted()).isTrue();
        end.run();
        pass(10_000);
        assertThat(attempts).hasSize(2);
    }

    @Test
    void aYoungAttemptThatHangsGivesWayALittleLater() {
        var _ = dialler.start();
        dialler.neighbourLinked();
        pass(499);
        assertThat(attempts).hasSize(1);
        pass(1);
        assertThat(attempts).hasSize(2);
    }

    @Test
    void aHandshakeThatHangsGivesWayToANewOne() {
        var _ = dialler.start();
        var session = attempts.getLast().connected(wire);
        mustGiveWay(() -> {
            assertThat(wire.aborted).isTrue();
            session.closed();
            attempts.getFirst().closed();
        });
    }

    @Test
    void anOpenLinkIsProbedAndIfItIsDeadDialledAgainAtOnce() {
        var _ = dialler.start();
        open();
        int writes = wire.writes.size();
        dialler.neighbourLinked();
        assertThat(wire.writes.subList(writes, wire.writes.size()))
                .allMatch(line -> line.startsWith("BEAT "))
                .hasSize(1);
        attempts.getLast().closed();
        assertThat(attempts).hasSize(2);
    }

    /** The neighbour says a word instead of proving itself, and hangs up. */
    private void startAndHear(String word) {
        var _ = dialler.start();
        TestWire.say(attempts.getLast().connected(wire), word + "\n");
        attempts.getLast().closed();
    }

    @Test
    void aRefusalIsWaitedOutUntilTheNeighbourLinks() {
        startAndHear("REFUSED the herd's secret is another");
        pass(29_999);
        assertThat(attempts).hasSize(1);
        dialler.neighbourLinked();
        assertThat(attempts).hasSize(2);
    }

    @Test
    void aGoodbyeDuringTheHandshakeIsFollowedByAShortPause() {
        startAndHear("BYE Hands stops");
        pass(100);
        assertThat(attempts).hasSize(2);
    }

    @Test
    void aNeighbourThatBreaksEveryLinkIsDialledEverMoreRarely() {
        var _ = dialler.start();
        for (int link = 0; link < 20; link++) {
            open();
            attempts.getLast().closed();
            pass(5_000);
        }
        int before = attempts.size();
        open();
        attempts.getLast().closed();
        pass(100);
        assertThat(attempts).hasSize(before);
    }

    @Test
    void whoStopsDialsNoMore() {
        refuseUntilThePauseIsLong();
        var _ = dialler.stop(1_000);
        dialler.neighbourLinked();
        pass(60_000);
        assertThat(attempts).isEmpty();
    }
}
