package io.herd.server.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.protocol.ByteWriter;
import io.herd.protocol.Bytes;
import io.herd.protocol.Command.Iamat;
import io.herd.protocol.CommandParser;
import io.herd.protocol.Report;
import io.herd.protocol.ReportView;
import io.herd.server.link.DialledLink.State;
import io.herd.state.Expiry;
import io.herd.state.PutResult;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What two neighbours tell each other of what they have forgotten. */
class LinkExpiryTest {
    private static final long SECOND = 1_000_000_000;
    private static final Expiry MINUTE = new Expiry(Duration.ofSeconds(64), Duration.ofDays(1));
    /** Both ends look so often at the time, in ms. */
    private static final long TICK = 250;

    private final AtomicLong clock = new AtomicLong(1_000 * SECOND);
    private final AtomicLong otherClock = new AtomicLong(1_000 * SECOND);
    private final LinkService goloman = TestServer.of("Goloman", "Hands")
            .withClock(clock::get)
            .withExpiry(MINUTE)
            .start();
    private final LinkService hands = TestServer.of("Hands", "Goloman")
            .withClock(otherClock::get)
            .withExpiry(MINUTE)
            .start();

    private static void report(LinkService service, String client, long seconds) {
        var command = (Iamat) CommandParser.parse(Bytes.of("IAMAT " + client + " +34-118 " + seconds));
        ReportView report = ReportView.fromCommand(Bytes.of("Goloman"), command, 0, new ByteWriter(0));
        assertThat(service.state().acceptLocal(report)).isEqualTo(PutResult.ACCEPTED);
    }

    private static void forget(LinkService service, AtomicLong clock) {
        service.state().expire(service.state().horizon().at(clock.get()));
    }

    private static boolean knows(LinkService service, String client) {
        return service.state().find(Bytes.of(client)) != null;
    }

    @Test
    void aDeletionIsTold() {
        report(goloman, "kiwi", 990);
        TestLink link = new TestLink(goloman, hands).talk();
        assertThat(knows(hands, "kiwi")).isTrue();
        assertThat(goloman.state().acceptLocal(Report.tombstone(Bytes.of("Goloman"), Bytes.of("kiwi"), 995 * SECOND)))
                .isEqualTo(PutResult.ACCEPTED);
        link.dialled.sendPending();
        link.talk();
        assertThat(link.fromDialler.sent()).contains("GONE kiwi Goloman +0.000000000 995.000000000\n");
        assertThat(knows(hands, "kiwi")).isFalse();
        assertThat(hands.state().tombstones()).isEqualTo(1);
        assertThat(hands.state().tree().digest())
                .isEqualTo(goloman.state().tree().digest());
    }

    @Test
    void whatHasExpiredAtTheOtherSideIsNotKeptThereAndCounted() {
        report(goloman, "kiwi", 940);
        otherClock.set(1_010 * SECOND);
        forget(hands, otherClock);
        TestLink link = new TestLink(goloman, hands).talk();
        tick(link, 0, 6_000);
        assertThat(knows(hands, "kiwi")).isFalse();
        assertThat(hands.counters("Goloman").expired.sum()).isEqualTo(1);
    }

    @Test
    void neighboursThatExpireDifferentlyAreNotLinked() {
        LinkService other = TestServer.of("Hands", "Goloman").start();
        TestLink link = new TestLink(goloman, other).talk();
        assertThat(link.dialled.state()).isEqualTo(State.REFUSED);
        assertThat(link.dialled.reason())
                .isEqualTo(
                        "records expire differently: by tombstones=2592000000ms at Hands, by ttl=64000ms at Goloman; "
                                + "give all servers the same expiry.ttl and expiry.tombstones");
    }

    @Test
    void aNeighbourAnEpochAheadIsFollowedAndOneFurtherAheadIsNot() {
        TestLink link = new TestLink(hands, goloman).talk();
        otherClock.addAndGet(2 * SECOND);
        forget(hands, otherClock);
        tick(link, 0, 1_000);
        assertThat(goloman.state().horizon().at(clock.get())).isEqualTo(938 * SECOND);
        otherClock.addAndGet(3_600 * SECOND);
        forget(hands, otherClock);
        tick(link, 1_000, 2_000);
        assertThat(goloman.state().horizon().at(clock.get())).isEqualTo(938 * SECOND);
    }

    @Test
    void digestsThatBelongToDifferentHorizonsAreNotComparedButAllIsToldAfterAWhile() {
        report(goloman, "kiwi", 999);
        report(hands, "emu", 5_000);
        otherClock.addAndGet(3_600 * SECOND);
        forget(goloman, clock);
        forget(hands, otherClock);
        TestLink link = new TestLink(goloman, hands).talk();
        report(goloman, "later", 5_000);
        link.dialled.sendPending();
        tick(link, 0, 4_000);
        assertThat(goloman.counters("Hands").told.sum()).isEqualTo(1);
        tick(link, 4_000, 6_000);
        assertThat(goloman.counters("Hands").told.sum()).isEqualTo(3);
        assertThat(goloman.counters("Hands").walks.sum()).isZero();
        assertThat(hands.counters("Goloman").expired.sum()).isEqualTo(1);
    }

    @Test
    void serversThatWereSeparatedForLongerThanDeletionsAreRememberedAreNotLinkedUntilOneStartsEmpty() {
        TestServer one = TestServer.of("Goloman", "Hands").withClock(clock::get);
        TestServer other = TestServer.of("Hands", "Goloman").withClock(clock::get);
        LinkService ours = one.start();
        LinkService theirs = other.start();
        TestLink link = new TestLink(ours, theirs).talk();
        tick(link, 0, 2_000);
        clock.addAndGet(Duration.ofDays(31).toNanos());
        TestLink late = new TestLink(ours, theirs).talk();
        assertThat(late.dialled.state()).isEqualTo(State.REFUSED);
        assertThat(late.dialled.reason())
                .startsWith("Goloman and Hands have been separated for longer than deletions are remembered");
        assertThat(new TestLink(ours, other.start()).talk().dialled.state()).isEqualTo(State.OPEN);
    }

    @Test
    void aServerThatStartsEmptyLinksToOneSideOnlyOfNeighboursThatWereSeparated() {
        LinkService one =
                TestServer.of("Goloman", "Holiday").withClock(clock::get).start();
        LinkService far =
                TestServer.of("Welsh", "Holiday").withClock(clock::get).start();
        TestServer between = TestServer.of("Holiday", "Welsh").withClock(clock::get);
        LinkService before = between.start();
        assertThat(new TestLink(before, one).talk().dialled.state()).isEqualTo(State.OPEN);
        tick(new TestLink(before, far).talk(), 0, 2_000);
        clock.addAndGet(Duration.ofDays(31).toNanos());
        LinkService after = between.start();
        TestLink begun = new TestLink(far, after);
        begun.toAcceptor(begun.fromDialler.news());
        TestLink dialled = new TestLink(after, far);
        assertThat(new TestLink(after, one).talk().dialled.state()).isEqualTo(State.OPEN);

        begun.toDialler();
        begun.talk();
        assertThat(begun.dialled.state()).isEqualTo(State.GOODBYE);
        assertThat(begun.linked).isEmpty();
        dialled.talk();
        assertThat(dialled.dialled.state()).isEqualTo(State.REFUSED);
        assertThat(dialled.dialled.reason())
                .startsWith("Welsh and Holiday have been separated for longer than deletions are remembered");
        assertThat(new TestLink(far, after).talk().dialled.state()).isEqualTo(State.REFUSED);
    }

    @Test
    void anOpenLinkEndsOnceAHeartbeatShowsThatTheTwoWereSeparated() {
        LinkService ours =
                TestServer.of("Goloman", "Hands").withClock(clock::get).start();
        LinkService theirs =
                TestServer.of("Hands", "Goloman").withClock(clock::get).start();
        TestLink link = new TestLink(ours, theirs).talk();
        tick(link, 0, 2_000);
        long late = clock.get() / SECOND;
        String known = ours.beat().contacts() + ",Welsh:1:" + (late - 1);
        link.toAcceptor("BEAT 0 0 " + known + "\n");
        clock.addAndGet(Duration.ofDays(31).toNanos());
        link.toAcceptor("BEAT 0 0 Welsh:1:" + clock.get() / SECOND + "\n");
        assertThat(link.fromAcceptor.sent())
                .contains("BYE Goloman and Hands have been separated for longer than deletions are remembered");
    }

    private static void tick(TestLink link, long from, long to) {
        for (long now = from; now <= to; now += TICK) {
            link.tick(now);
            link.talk();
        }
    }
}
