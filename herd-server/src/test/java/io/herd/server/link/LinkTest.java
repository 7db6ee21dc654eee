package io.herd.server.link;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.herd.protocol.ByteWriter;
import io.herd.protocol.Bytes;
import io.herd.protocol.Command.Iamat;
import io.herd.protocol.CommandParser;
import io.herd.protocol.Prefix;
import io.herd.protocol.Report;
import io.herd.protocol.ReportView;
import io.herd.server.link.DialledLink.State;
import io.herd.server.net.TestWire;
import io.herd.state.MergeResult;
import io.herd.state.Origin;
import io.herd.state.PutResult;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Both ends of a link, without sockets: Goloman dials Hands. */
class LinkTest {
    private static final String SECRET = "correct horse battery staple";

    private final AtomicLong now = new AtomicLong();
    private final LinkService goloman = server("Goloman", "Hands").start();
    private final LinkService hands = server("Hands", "Goloman").start();

    private TestServer server(String name, String neighbour) {
        return TestServer.of(name, neighbour).withSecret(SECRET).withClock(now::get);
    }

    private static Report report(String client, String time) {
        var command = (Iamat) CommandParser.parse(Bytes.of("IAMAT " + client + " +34-118 " + time));
        return ReportView.fromCommand(Bytes.of("Goloman"), command, 5_000_000_000L, new ByteWriter(0))
                .copy();
    }

    private static List<Report> everything(LinkService service) {
        return service.state().tree().reports(Prefix.ROOT).toList();
    }

    /** An open link. */
    private TestLink linked() {
        TestLink link = new TestLink(goloman, hands).talk();
        assertThat(link.dialled.state()).isEqualTo(State.OPEN);
        return link;
    }

    @Test
    void aLinkOpensAndCarriesWhatIsKnownAndWhatComesLater() {
        assertThat(goloman.state().acceptLocal(report("kiwi", "1"))).isEqualTo(PutResult.ACCEPTED);
        TestLink link = linked();
        assertThat(goloman.state().acceptLocal(report("emu", "2"))).isEqualTo(PutResult.ACCEPTED);
        link.dialled.sendPending();
        link.talk();
        assertThat(everything(hands)).containsExactlyInAnyOrder(report("kiwi", "1"), report("emu", "2"));
        assertThat(hands.state().tree().root()).isEqualTo(goloman.state().tree().root());
        assertThat(link.flushes).isEqualTo(2);
        assertThat(link.fromDialler.sent()).contains("AT kiwi Goloman +34 -118 +4.000000000 1\n");
        assertThat(link.fromAcceptor.finished).isFalse();
    }

    @Test
    void aNeighbourThatKnowsAlmostAllIsToldOnlyWhatItLacks() {
        for (int i = 0; i < 20_000; i++) {
            assertThat(goloman.state().acceptLocal(report("client" + i, "1"))).isEqualTo(PutResult.ACCEPTED);
            assertThat(hands.state().mergeRemote(report("client" + i, "1"), Origin.UNKNOWN))
                    .isEqualTo(MergeResult.ACCEPTED);
        }
        for (int i = 0; i < 20_000; i += 1_000) {
            assertThat(goloman.state().acceptLocal(report("client" + i, "2"))).isEqualTo(PutResult.ACCEPTED);
            assertThat(hands.state().acceptLocal(report("other" + i, "2"))).isEqualTo(PutResult.ACCEPTED);
        }
        var _ = linked();
        assertThat(hands.state().size()).isEqualTo(20_020);
        assertThat(hands.state().find(Bytes.of("client1000"))).isEqualTo(report("client1000", "2"));
        assertThat(goloman.counters("Hands").told.sum()).isEqualTo(20);
        assertThat(goloman.counters("Hands").repaired.sum()).isEqualTo(20);
    }

    @Test
    void whatIsStampedTooFarAheadIsNotKeptUntilItIsLessAhead() {
        long hour = 3_600_000_000_000L;
        TestLink link = linked();
        now.set(-hour);
        assertThat(goloman.state().acceptLocal(report("kiwi", "1"))).isEqualTo(PutResult.ACCEPTED);
        assertThat(goloman.state().acceptLocal(report("emu", "0"))).isEqualTo(PutResult.ACCEPTED);
        link.dialled.sendPending();
        link.talk();
        assertThat(everything(hands)).containsExactly(report("emu", "0"));
        assertThat(hands.counters("Goloman").fromTheFuture.sum()).isEqualTo(1);
        now.set(0);
        tickUntilRepaired(link);
        assertThat(hands.state().tree().root()).isEqualTo(goloman.state().tree().root());
    }

    @Test
    void whatThereIsNoRoomForIsNotKept() {
        LinkService small = server("Hands", "Goloman").withRoomFor(1).start();
        TestLink link = new TestLink(goloman, small).talk();
        assertThat(goloman.state().acceptLocal(report("kiwi", "1"))).isEqualTo(PutResult.ACCEPTED);
        assertThat(goloman.state().acceptLocal(report("emu", "1"))).isEqualTo(PutResult.ACCEPTED);
        link.dialled.sendPending();
        link.talk();
        assertThat(small.state().size()).isEqualTo(1);
        assertThat(small.counters("Goloman").noRoom.sum()).isEqualTo(1);
        assertThat(link.dialled.state()).isEqualTo(State.OPEN);
    }

    @Test
    void twoServersOfOneNameDoNotReplaceEachOtherWithoutEnd() {
        LinkService other = TestServer.of("Goloman", "Hands").withSecret(SECRET).start();
        TestLink first = linked();
        TestLink second = new TestLink(other, hands).talk();
        assertThat(first.fromAcceptor.aborted).isTrue();
        first.close();
        TestLink again = new TestLink(goloman, hands).talk();
        assertThat(again.dialled.state()).isEqualTo(State.REFUSED);
        assertThat(again.dialled.reason()).contains("two servers are called Goloman", "test:1");
        assertThat(second.fromAcceptor.aborted).isFalse();
        assertThat(second.dialled.state()).isEqualTo(State.OPEN);
        assertThat(hands.counters("Goloman").namesakes.sum()).isEqualTo(1);
        second.close();
        assertThat(new TestLink(goloman, hands).talk().dialled.state()).isEqualTo(State.OPEN);
    }

    @Test
    void aServerThatIsStartedAgainAndAgainIsNoNamesake() {
        for (int i = 0; i < 20; i++) {
            TestLink link = new TestLink(
                            TestServer.of("Goloman", "Hands").withSecret(SECRET).start(), hands)
                    .talk();
            assertThat(link.dialled.state()).isEqualTo(State.OPEN);
        }
        assertThat(hands.counters("Goloman").namesakes.sum()).isZero();
    }

    @Test
    void aServerThatLostItsConnectionsIsNoNamesake() {
        for (int i = 0; i < 5; i++) {
            var _ = linked();
        }
        assertThat(hands.counters("Goloman").namesakes.sum()).isZero();
    }

    @Test
    void whatCameBeforeAGoodbyeIsPassedOn() {
        TestLink link = linked();
        link.toAcceptor("AT kiwi Goloman +34 -118 +4.000000000 1\nBYE Goloman stops\n");
        assertThat(everything(hands)).containsExactly(report("kiwi", "1"));
        assertThat(link.flushes).isEqualTo(1);
    }

    @Test
    void tooManyQuestionsAtOnceEndTheLinkAndFewerAreAnsweredAsTheAnswersAreTaken() {
        TestLink link = linked();
        link.fromAcceptor.writable = false;
        link.toAcceptor("ASK -\n".repeat(CatchUp.WINDOW));
        assertThat(link.fromAcceptor.sent()).doesNotContain("NODE", "BYE");
        link.fromAcceptor.writable = true;
        link.fromAcceptor.session(link.accepted).writable();
        assertThat(link.fromAcceptor.writes.stream().filter(line -> line.startsWith("NODE")))
                .hasSize(CatchUp.WINDOW);
        link.toAcceptor("ASK -\n".repeat(CatchUp.WINDOW + 1));
        assertThat(link.fromAcceptor.finished).isTrue();
    }

    @Test
    void aNeighbourIsToldSoMuchAtOnceAndTheRestAfterOthersHaveHadTheirTurn() {
        TestLink link = linked();
        for (int i = 0; i < 40_000; i++) {
            assertThat(goloman.state().acceptLocal(report("client" + i, "1"))).isEqualTo(PutResult.ACCEPTED);
        }
        link.dialled.sendPending();
        assertThat(link.dialled.pending()).isPositive();
        while (!link.fromDialler.later.isEmpty()) {
            link.fromDialler.later.remove().run();
        }
        assertThat(link.dialled.pending()).isZero();
        link.talk();
        assertThat(hands.state().size()).isEqualTo(40_000);
    }

    @Test
    void whatIsOnlyUnderWayIsNotTakenForLost() {
        assertThat(goloman.state().acceptLocal(report("kiwi", "1"))).isEqualTo(PutResult.ACCEPTED);
        TestLink link = linked();
        long before = goloman.counters("Hands").repaired.sum();
        for (int time = 0; time < 100_000; time += 250) {
            // Something is always under way when the roots are compared, and arrives a little later.
            assertThat(goloman.state().acceptLocal(report("emu", Integer.toString(time / 250 + 1))))
                    .isEqualTo(PutResult.ACCEPTED);
            link.fromDialler.writable = false;
            link.tick(time);
            link.talk();
            link.fromDialler.writable = true;
            link.dialled.sendPending();
            link.talk();
        }
        assertThat(goloman.counters("Hands").walks.sum()).isGreaterThan(1);
        assertThat(goloman.counters("Hands").repaired.sum()).isEqualTo(before);
    }

    private void tickUntilRepaired(TestLink link) {
        for (long time = 0;
                time < 60_000
                        && hands.state().tree().root() != goloman.state().tree().root();
                time += 250) {
            link.tick(time);
            link.talk();
        }
    }

    @Test
    void aDifferenceThatLastsIsLookedFor() {
        assertThat(goloman.state().acceptLocal(report("kiwi", "1"))).isEqualTo(PutResult.ACCEPTED);
        TestLink link = linked();
        // A report that the flood lost, which it never does.
        assertThat(goloman.state()
                        .mergeRemote(report("emu", "1"), goloman.feeds().origin("Hands")))
                .isEqualTo(MergeResult.ACCEPTED);
        for (long now = 0; now < 10_000; now += 250) {
            link.tick(now);
            link.talk();
        }
        assertThat(hands.state().find(Bytes.of("emu"))).isEqualTo(report("emu", "1"));
        assertThat(goloman.counters("Hands").walks.sum()).isEqualTo(1);
    }

    @Test
    void aNeighbourThatFallsSilentIsNoticedWithinThreeSeconds() {
        TestLink link = linked();
        long now = 0;
        for (; now <= 2_000; now += 250) {
            link.tick(now);
            link.talk();
        }
        assertThat(link.dialled.state()).isEqualTo(State.OPEN);
        long last = now;
        while (!link.fromDialler.aborted || !link.fromAcceptor.aborted) {
            link.tick(now);
            now += 250;
        }
        assertThat(now - last).isLessThan(3_000);
        assertThat(link.dialled.state()).isEqualTo(State.BROKEN);
        link.close();
        assertThat(hands.counters("Goloman").lost.sum()).isEqualTo(1);
        assertThat(goloman.counters("Hands").lost.sum()).isEqualTo(1);
    }

    @Test
    void heartbeatsDoNotPileUpForANeighbourThatSpeaksButDoesNotRead() {
        TestLink link = linked();
        link.fromDialler.writable = false;
        link.fromAcceptor.writable = false;
        int said = link.fromDialler.writes.size() + link.fromAcceptor.writes.size();
        for (long now = 0; now < 60_000; now += 250) {
            TestWire.say(link.dialled, "BEAT 0 0 S:0:0\n");
            link.toAcceptor("BEAT 0 0 S:0:0\n");
            link.tick(now);
        }
        assertThat(link.fromDialler.writes.size() + link.fromAcceptor.writes.size())
                .isEqualTo(said);
        link.fromDialler.writable = true;
        link.fromAcceptor.writable = true;
        link.tick(60_000);
        assertThat(link.fromDialler.writes.getLast()).startsWith("BEAT ");
        assertThat(link.fromAcceptor.writes.getLast()).startsWith("BEAT ");
    }

    @Test
    void halfAReportCountsForNothing() {
        TestLink link = linked();
        var accepted = link.fromAcceptor.session(link.accepted);
        accepted.unfinishedLine(Bytes.of("AT kiwi Goloman +34 -118 +4.000000000 15200"));
        accepted.endOfInput();
        assertThat(hands.state().size()).isZero();
        assertThat(link.fromAcceptor.finished).isTrue();
    }

    @Test
    void aStopTellsWhatIsOwedBeforeItSaysGoodbye() {
        TestLink link = linked();
        link.fromDialler.writable = false;
        assertThat(goloman.state().acceptLocal(report("kiwi", "1"))).isEqualTo(PutResult.ACCEPTED);
        link.dialled.stop();
        assertThat(link.fromDialler.sent()).doesNotContain("AT ", "BYE");
        link.fromDialler.writable = true;
        link.dialled.writable();
        assertThat(link.fromDialler.sent()).endsWith("AT kiwi Goloman +34 -118 +4.000000000 1\nBYE Goloman stops\n");
        assertThat(link.fromDialler.finished).isTrue();
    }

    @Test
    void aBrokenLinkCountsAsLostAtBothEndsAndAnEndInOrderAtNeither() {
        linked().close();
        assertThat(goloman.counters("Hands").lost.sum()).isEqualTo(1);
        assertThat(hands.counters("Goloman").lost.sum()).isEqualTo(1);

        TestLink again = linked();
        again.dialled.stop();
        again.dialled.writable();
        again.dialled.closed();
        assertThat(again.fromDialler.writes.stream().filter(line -> line.startsWith("BYE ")))
                .hasSize(1);
        assertThat(goloman.counters("Hands").lost.sum()).isEqualTo(1);
    }

    @Test
    void ofTwoLinksFromANeighbourTheNewerStays() {
        TestLink first = linked();
        assertThat(hands.isAccepted("Goloman")).isTrue();
        TestLink second = linked();
        assertThat(first.fromAcceptor.aborted).isTrue();
        assertThat(second.fromAcceptor.aborted).isFalse();
        hands.left("Goloman", first.fromAcceptor);
        assertThat(hands.isAccepted("Goloman")).isTrue();
    }

    @Test
    void aNeighbourIsNotToldWhatItTold() {
        TestLink link = linked();
        int before = link.fromDialler.writes.size();
        assertThat(goloman.state()
                        .mergeRemote(report("kiwi", "1"), goloman.feeds().origin("Hands")))
                .isEqualTo(MergeResult.ACCEPTED);
        link.dialled.sendPending();
        assertThat(link.fromDialler.writes).hasSize(before);
        link.dialled.closed();
        assertThat(goloman.feeds().isEmpty()).isTrue();
    }

    @Test
    void aSlowNeighbourIsSentNothingUntilItKeepsUpAndThenTheNewest() {
        TestLink link = linked();
        int before = link.fromDialler.writes.size();
        link.fromDialler.writable = false;
        for (int time = 1; time <= 10_000; time++) {
            assertThat(goloman.state().acceptLocal(report("kiwi", Integer.toString(time))))
                    .isEqualTo(PutResult.ACCEPTED);
            link.dialled.sendPending();
        }
        assertThat(link.fromDialler.writes).hasSize(before);
        // Some were copied, the others superseded one another.
        assertThat(link.dialled.pending()).isLessThan(3_000);
        link.fromDialler.writable = true;
        link.dialled.writable();
        assertThat(link.fromDialler.writes.getLast()).endsWith("AT kiwi Goloman +34 -118 -9995.000000000 10000\n");
        assertThat(link.dialled.pending()).isZero();
    }

    @Test
    void theLagIsHowLongSomethingHasBeenOwed() {
        TestLink link = linked();
        link.fromDialler.writable = false;
        assertThat(goloman.state().acceptLocal(report("kiwi", "1"))).isEqualTo(PutResult.ACCEPTED);
        // The clock does not start at 0 when the link does.
        link.dialled.tick(1_000_000);
        assertThat(link.dialled.lag()).isZero();
        link.dialled.tick(1_000_500);
        assertThat(link.dialled.lag()).isEqualTo(500);
        link.fromDialler.writable = true;
        link.dialled.writable();
        link.dialled.tick(1_000_750);
        assertThat(link.dialled.lag()).isZero();
    }

    @Test
    void theDiallerLeavesWhoeverDoesNotProveItself() {
        var link = new TestLink(goloman, hands);
        TestWire.say(link.dialled, "HELLO 3 Hands Goloman 00 00 ttl=0ms S:0:0 00 00\n");
        assertThat(link.dialled.state()).isEqualTo(State.REFUSED);
        assertThat(link.dialled.reason()).contains("secret");
        assertThat(link.fromDialler.finished).isTrue();
        assertThat(link.fromDialler.sent()).doesNotContain("PROOF", "AT ");
    }

    @Test
    void aServerWithAnotherSecretIsToldSoAndCountsAsAStranger() {
        LinkService other =
                server("Goloman", "Hands").withSecret("another secret, as long").start();
        TestLink link = new TestLink(other, hands).talk();
        assertThat(link.dialled.state()).isEqualTo(State.REFUSED);
        assertThat(link.dialled.reason()).isEqualTo("the herd's secret is another");
        assertThat(hands.total(each -> each.refused)).isEqualTo(1);
        assertThat(hands.counters("Goloman").refused.sum()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"? HELLO 1 Goloman Hands\n", "AT kiwi Hands +1 +1 +1 1\n", "REFUSED not today\n", "\n"})
    void anyOtherAnswerIsARefusal(String answer) {
        var link = new TestLink(goloman, hands);
        TestWire.say(link.dialled, answer);
        assertThat(link.dialled.state()).isEqualTo(State.REFUSED);
        assertThat(link.fromDialler.finished).isTrue();
    }

    @Test
    void aGoodbyeDuringTheHandshakeIsNoRefusal() {
        var link = new TestLink(goloman, hands);
        link.accepted.stop();
        link.toDialler();
        assertThat(link.dialled.state()).isEqualTo(State.GOODBYE);
        assertThat(link.dialled.reason()).isEqualTo("Hands stops");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AT kiwi Goloman +1 +1 +1 1\n",
                "PROOF 00\n",
                "nonsense\n",
                "\n",
                "HELLO 3 Goloman Hands 00 00 ttl=0ms S:0:0 00 00\n",
                "IAMAT kiwi +1+1 1\n"
            })
    void nobodyWritesIntoTheHerdWithoutAProof(String line) {
        for (boolean knewTheSecret : new boolean[] {false, true}) {
            var link = new TestLink(goloman, hands);
            if (knewTheSecret) {
                link.toAcceptor(link.fromDialler.news());
            }
            link.toAcceptor(line);
            link.toAcceptor("AT kiwi Goloman +1 +1 +1 1\n");
            assertThat(link.fromAcceptor.finished).isTrue();
            assertThat(link.accepted.isProven()).isFalse();
        }
        assertThat(hands.state().size()).isZero();
        assertThat(hands.counters("Goloman").refused.sum()).isZero();
    }

    @Test
    void anOverlongLineBeforeTheProofEndsTheConnection() {
        var link = new TestLink(goloman, hands);
        link.accepted.overlongLine(Bytes.of("HELLO"));
        assertThat(link.fromAcceptor.aborted).isTrue();
    }

    @Test
    void aRecordedHandshakeOpensNothing() {
        String recorded = linked().fromDialler.sent();
        assertThat(hands.counters("Goloman").opened.sum()).isEqualTo(1);
        new TestLink(goloman, hands).toAcceptor(recorded + "AT kiwi Goloman +1 +1 +1 1\n");
        assertThat(hands.counters("Goloman").opened.sum()).isEqualTo(1);
        assertThat(hands.state().size()).isZero();
    }

    @Test
    void aServerThatIsNoNeighbourIsToldWhy() {
        TestLink link = new TestLink(goloman, server("Hands", "Wilkes").start()).talk();
        assertThat(link.fromAcceptor.sent()).isEqualTo("REFUSED Goloman is not among the neighbours of Hands\n");
        assertThat(link.fromAcceptor.finished).isTrue();
        assertThat(link.dialled.state()).isEqualTo(State.REFUSED);
    }

    @Test
    void anotherVersionIsToldWhy() {
        var link = new TestLink(goloman, hands);
        link.toAcceptor("HELLO 1 Goloman Hands 00 00\n");
        assertThat(link.fromAcceptor.sent())
                .isEqualTo("REFUSED this server speaks version 3 of the links' protocol, not 1\n");
        TestWire.say(link.dialled, "HELLO 4 Hands\n");
        assertThat(link.dialled.state()).isEqualTo(State.REFUSED);
        assertThat(link.dialled.reason()).isEqualTo("it speaks version 4 of the links' protocol, not 3");
    }

    @Test
    void whoeverHasLinkedIsDialledBack() {
        assertThat(linked().linked).containsExactly("Goloman");
    }

    @Test
    void withoutASecretOnlyServersOfOneProcessAreLinked() {
        LinkService open = TestServer.of("Goloman", "Hands").start();
        TestLink link = new TestLink(open, TestServer.of("Hands", "Goloman").start()).talk();
        assertThat(link.dialled.state()).isEqualTo(State.OPEN);
        assertThat(new TestLink(open, hands).talk().dialled.state()).isEqualTo(State.REFUSED);
    }

    @Test
    void aHandshakeThatTakesTooLongIsGivenUp() {
        var link = new TestLink(goloman, hands);
        link.toAcceptor(link.fromDialler.news());
        for (long now = 0; now <= 3_000; now += 250) {
            link.tick(now);
        }
        assertThat(link.fromAcceptor.aborted).isTrue();
        assertThat(link.fromDialler.aborted).isTrue();
        assertThat(link.dialled.state()).isEqualTo(State.BROKEN);
    }

    @Test
    void aStrangersNameReachesNoTerminalAsItIs() {
        var log = (Logger) LoggerFactory.getLogger(LinkTest.class);
        var console = new ListAppender<ILoggingEvent>();
        console.start();
        log.addAppender(console);
        server("Goloman", "Hands").withLog(log).start().refusedStranger("\u001b[2J", "unproven");
        log.detachAppender(console);
        assertThat(console.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("refused a link from \\x1b[2J: unproven");
    }

    @Test
    void aNeighbourHasCaughtUpOnceItWasSentAllThatItLacked() {
        for (int i = 0; i < 20_000; i++) {
            assertThat(goloman.state().acceptLocal(report("client" + i, "1"))).isEqualTo(PutResult.ACCEPTED);
        }
        TestLink link = new TestLink(goloman, hands);
        link.fromDialler.writable = false;
        link.talk();
        assertThat(hands.isAccepted("Goloman")).isTrue();
        assertThat(hands.isSyncedWith("Goloman")).isFalse();
        link.fromDialler.writable = true;
        link.dialled.writable();
        link.talk();
        assertThat(hands.state().size()).isEqualTo(20_000);
        assertThat(hands.isSyncedWith("Goloman")).isTrue();
        assertThat(link.fromDialler.sent()).containsOnlyOnce("SYNCED\n");
        link.close();
        assertThat(hands.isSyncedWith("Goloman")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aNeighbourThatLacksNothingHasCaughtUpAtOnce(boolean isKnown) {
        if (isKnown) {
            assertThat(goloman.state().acceptLocal(report("kiwi", "1"))).isEqualTo(PutResult.ACCEPTED);
            assertThat(hands.state().acceptLocal(report("kiwi", "1"))).isEqualTo(PutResult.ACCEPTED);
        }
        var _ = linked();
        assertThat(hands.isSyncedWith("Goloman")).isTrue();
    }
}
