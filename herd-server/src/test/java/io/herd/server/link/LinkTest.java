package io.herd.server.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.herd.config.LimitsConfig;
import io.herd.config.LinksConfig;
import io.herd.protocol.ByteWriter;
import io.herd.protocol.Bytes;
import io.herd.protocol.Command.Iamat;
import io.herd.protocol.CommandParser;
import io.herd.protocol.LinkMessage.Hello;
import io.herd.protocol.LinkMessageParser;
import io.herd.protocol.Prefix;
import io.herd.protocol.Report;
import io.herd.server.link.DialledLink.State;
import io.herd.server.log.TrafficLog;
import io.herd.server.net.TestWire;
import io.herd.state.HerdState;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOPLogger;

/** Both ends of a link, without sockets: Goloman dials Hands. */
class LinkTest {
    private static final String SECRET = "correct horse battery staple";

    private final TestWire fromGoloman = new TestWire();
    private final TestWire fromHands = new TestWire();
    private int floods;

    private static LinkService service(String server, String neighbour, @Nullable String secret) {
        return new LinkService(
                server,
                Set.of(neighbour),
                new HerdState(new Secret(secret).hash()),
                LimitsConfig.DEFAULT,
                LinksConfig.DEFAULT.withSecret(secret),
                NOPLogger.NOP_LOGGER,
                TrafficLog.none());
    }

    private static Report report(String client, String time) {
        var command = (Iamat) CommandParser.parse(Bytes.of("IAMAT " + client + " +34-118 " + time));
        return Report.taken(Bytes.of("Goloman"), command, 5_000_000_000L, new ByteWriter(0));
    }

    private static DialledLink dial(LinkService goloman, TestWire wire) {
        return new DialledLink(goloman, "Hands", wire, () -> {});
    }

    private Hello helloSent() {
        return (Hello)
                LinkMessageParser.parse(Bytes.of(fromGoloman.writes.getFirst().strip()));
    }

    private AcceptedLink accept(LinkService hands) {
        return new AcceptedLink(hands, fromHands, helloSent(), () -> {
            floods++;
            return Future.succeededFuture();
        });
    }

    /** Lets both ends talk until neither has anything to say. */
    private void talk(DialledLink dialled, AcceptedLink accepted) {
        int said;
        do {
            said = fromGoloman.writes.size() + fromHands.writes.size();
            fromHands.deliverTo(dialled);
            fromGoloman.deliverTo(accepted);
        } while (fromGoloman.writes.size() + fromHands.writes.size() > said);
    }

    private static List<Report> everything(LinkService service) {
        return service.state().reports(Prefix.ROOT).toList();
    }

    /** Goloman's end of an open link to Hands, whose first word is known to have arrived. */
    private DialledLink linked(LinkService goloman, LinkService hands) {
        DialledLink dialled = dial(goloman, fromGoloman);
        fromGoloman.forget();
        AcceptedLink accepted = accept(hands);
        talk(dialled, accepted);
        assertThat(dialled.state()).isEqualTo(State.OPEN);
        return dialled;
    }

    @Test
    void aLinkOpensAndCarriesWhatIsOwedAndWhatComesLater() {
        LinkService goloman = service("Goloman", "Hands", SECRET);
        LinkService hands = service("Hands", "Goloman", SECRET);
        assertThat(goloman.state().take(report("kiwi", "1"))).isNull();
        DialledLink dialled = dial(goloman, fromGoloman);
        fromGoloman.forget();
        AcceptedLink accepted = accept(hands);
        talk(dialled, accepted);
        assertThat(goloman.state().take(report("emu", "2"))).isNull();
        dialled.sendOwed();
        talk(dialled, accepted);
        assertThat(everything(hands)).containsExactlyInAnyOrder(report("kiwi", "1"), report("emu", "2"));
        assertThat(hands.state().root()).isEqualTo(goloman.state().root());
        assertThat(floods).isEqualTo(2);
        assertThat(fromGoloman.sent()).contains("AT kiwi Goloman +34 -118 +4.000000000 1\n");
        assertThat(fromHands.finished).isFalse();
    }

    @Test
    void aNeighbourThatKnowsAlmostAllIsToldOnlyWhatItLacks() {
        LinkService goloman = service("Goloman", "Hands", SECRET);
        LinkService hands = service("Hands", "Goloman", SECRET);
        for (int i = 0; i < 20_000; i++) {
            assertThat(goloman.state().take(report("client" + i, "1"))).isNull();
            assertThat(hands.state().merge(report("client" + i, "1"), null)).isTrue();
        }
        for (int i = 0; i < 20_000; i += 1_000) {
            assertThat(goloman.state().take(report("client" + i, "2"))).isNull();
            assertThat(hands.state().take(report("other" + i, "2"))).isNull();
        }
        DialledLink dialled = dial(goloman, fromGoloman);
        fromGoloman.forget();
        AcceptedLink accepted = accept(hands);
        talk(dialled, accepted);
        assertThat(hands.state().size()).isEqualTo(20_020);
        assertThat(hands.state().find(Bytes.of("client1000"))).isEqualTo(report("client1000", "2"));
        assertThat(goloman.counters("Hands").told.sum()).isEqualTo(20);
        assertThat(goloman.counters("Hands").repaired.sum()).isEqualTo(20);
    }

    @Test
    void aDifferenceThatLastsIsLookedFor() {
        LinkService goloman = service("Goloman", "Hands", SECRET);
        LinkService hands = service("Hands", "Goloman", SECRET);
        assertThat(goloman.state().take(report("kiwi", "1"))).isNull();
        DialledLink dialled = dial(goloman, fromGoloman);
        fromGoloman.forget();
        AcceptedLink accepted = accept(hands);
        talk(dialled, accepted);
        // A report that the flood lost, which it never does.
        assertThat(goloman.state().merge(report("emu", "1"), goloman.debtTo("Hands")))
                .isTrue();
        for (long now = 0; now < 10_000; now += 250) {
            dialled.tick(now);
            assertThat(accepted.tick(now)).isTrue();
            talk(dialled, accepted);
        }
        assertThat(hands.state().find(Bytes.of("emu"))).isEqualTo(report("emu", "1"));
        assertThat(goloman.counters("Hands").walks.sum()).isEqualTo(1);
    }

    @Test
    void aNeighbourThatFallsSilentIsNoticedWithinThreeSeconds() {
        LinkService goloman = service("Goloman", "Hands", SECRET);
        LinkService hands = service("Hands", "Goloman", SECRET);
        DialledLink dialled = dial(goloman, fromGoloman);
        fromGoloman.forget();
        AcceptedLink accepted = accept(hands);
        talk(dialled, accepted);
        long now = 0;
        for (; now <= 2_000; now += 250) {
            dialled.tick(now);
            boolean _ = accepted.tick(now);
            talk(dialled, accepted);
        }
        assertThat(dialled.state()).isEqualTo(State.OPEN);
        long last = now;
        while (!fromGoloman.aborted || !fromHands.aborted) {
            dialled.tick(now);
            boolean _ = accepted.tick(now);
            now += 250;
        }
        assertThat(now - last).isLessThan(3_000);
        assertThat(dialled.state()).isEqualTo(State.BROKEN);
        dialled.closed();
        accepted.closed();
        assertThat(hands.counters("Goloman").lost.sum()).isEqualTo(1);
        assertThat(goloman.counters("Hands").lost.sum()).isEqualTo(1);
    }

    @Test
    void halfAReportCountsForNothing() {
        LinkService hands = service("Hands", "Goloman", SECRET);
        DialledLink dialled = dial(service("Goloman", "Hands", SECRET), fromGoloman);
        fromGoloman.forget();
        AcceptedLink accepted = accept(hands);
        talk(dialled, accepted);
        accepted.unfinishedLine(Bytes.of("AT kiwi Goloman +34 -118 +4.000000000 15200"));
        accepted.endOfInput();
        assertThat(hands.state().size()).isZero();
        assertThat(fromHands.finished).isTrue();
    }

    @Test
    void aStopTellsWhatIsOwedBeforeItSaysGoodbye() {
        LinkService goloman = service("Goloman", "Hands", SECRET);
        DialledLink dialled = linked(goloman, service("Hands", "Goloman", SECRET));
        fromGoloman.writable = false;
        assertThat(goloman.state().take(report("kiwi", "1"))).isNull();
        dialled.stop();
        assertThat(fromGoloman.sent()).doesNotContain("AT ", "BYE");
        fromGoloman.writable = true;
        dialled.writable();
        assertThat(fromGoloman.sent()).endsWith("AT kiwi Goloman +34 -118 +4.000000000 1\nBYE Goloman stops\n");
        assertThat(fromGoloman.finished).isTrue();
    }

    @Test
    void aBrokenLinkCountsAsLostAtBothEndsAndAnEndInOrderAtNeither() {
        LinkService goloman = service("Goloman", "Hands", SECRET);
        LinkService hands = service("Hands", "Goloman", SECRET);
        DialledLink dialled = dial(goloman, fromGoloman);
        fromGoloman.forget();
        AcceptedLink accepted = accept(hands);
        talk(dialled, accepted);
        dialled.closed();
        accepted.closed();
        assertThat(goloman.counters("Hands").lost.sum()).isEqualTo(1);
        assertThat(hands.counters("Goloman").lost.sum()).isEqualTo(1);

        var again = new LinkTest();
        DialledLink stopped = again.linked(goloman, hands);
        stopped.stop();
        stopped.writable();
        stopped.closed();
        assertThat(again.fromGoloman.writes.stream().filter(line -> line.startsWith("BYE ")))
                .hasSize(1);
        assertThat(goloman.counters("Hands").lost.sum()).isEqualTo(1);
    }

    @Test
    void ofTwoLinksFromANeighbourTheNewerStays() {
        LinkService hands = service("Hands", "Goloman", SECRET);
        var _ = linked(service("Goloman", "Hands", SECRET), hands);
        assertThat(hands.isAccepted("Goloman")).isTrue();
        var second = new LinkTest();
        var _ = second.linked(service("Goloman", "Hands", SECRET), hands);
        assertThat(fromHands.aborted).isTrue();
        assertThat(second.fromHands.aborted).isFalse();
        hands.left("Goloman", fromHands);
        assertThat(hands.isAccepted("Goloman")).isTrue();
    }

    @Test
    void aNeighbourIsNotToldWhatItTold() {
        LinkService goloman = service("Goloman", "Hands", SECRET);
        DialledLink dialled = linked(goloman, service("Hands", "Goloman", SECRET));
        int before = fromGoloman.writes.size();
        assertThat(goloman.state().merge(report("kiwi", "1"), goloman.debtTo("Hands")))
                .isTrue();
        dialled.sendOwed();
        assertThat(fromGoloman.writes).hasSize(before);
        dialled.closed();
        assertThatObject(goloman.debtTo("Hands")).isNull();
    }

    @Test
    void aSlowNeighbourIsSentNothingUntilItKeepsUp() {
        LinkService goloman = service("Goloman", "Hands", SECRET);
        DialledLink dialled = linked(goloman, service("Hands", "Goloman", SECRET));
        int before = fromGoloman.writes.size();
        fromGoloman.writable = false;
        for (int time = 1; time <= 100; time++) {
            assertThat(goloman.state().take(report("kiwi", Integer.toString(time))))
                    .isNull();
            dialled.sendOwed();
        }
        assertThat(fromGoloman.writes).hasSize(before);
        assertThat(dialled.owed()).isEqualTo(1);
        fromGoloman.writable = true;
        dialled.writable();
        assertThat(fromGoloman.writes.subList(before, before + 1))
                .containsExactly("AT kiwi Goloman +34 -118 -95.000000000 100\n");
    }

    @Test
    void theLagIsHowLongSomethingHasBeenOwed() {
        LinkService goloman = service("Goloman", "Hands", SECRET);
        DialledLink dialled = linked(goloman, service("Hands", "Goloman", SECRET));
        fromGoloman.writable = false;
        assertThat(goloman.state().take(report("kiwi", "1"))).isNull();
        // The clock does not start at 0 when the link does.
        dialled.tick(1_000_000);
        assertThat(dialled.lag()).isZero();
        dialled.tick(1_000_500);
        assertThat(dialled.lag()).isEqualTo(500);
        fromGoloman.writable = true;
        dialled.writable();
        dialled.tick(1_000_750);
        assertThat(dialled.lag()).isZero();
    }

    @Test
    void theDiallerLeavesWhoeverDoesNotProveItself() {
        DialledLink dialled = dial(service("Goloman", "Hands", SECRET), fromGoloman);
        AcceptedLink impostor = accept(service("Hands", "Goloman", "another secret, as long"));
        fromHands.deliverTo(dialled);
        assertThat(dialled.state()).isEqualTo(State.REFUSED);
        assertThat(dialled.reason()).contains("secret");
        assertThat(fromGoloman.finished).isTrue();
        assertThat(fromGoloman.sent()).doesNotContain("PROOF", "AT ");
        impostor.closed();
    }

    @ParameterizedTest
    @ValueSource(strings = {"? HELLO 1 Goloman Hands\n", "AT kiwi Hands +1 +1 +1 1\n", "BYE not today\n", "\n"})
    void anyOtherAnswerIsARefusal(String answer) {
        DialledLink dialled = dial(service("Goloman", "Hands", SECRET), fromGoloman);
        TestWire.say(dialled, answer);
        assertThat(dialled.state()).isEqualTo(State.REFUSED);
        assertThat(fromGoloman.finished).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"AT kiwi Goloman +1 +1 +1 1\n", "PROOF 00\n", "nonsense\n", "\n"})
    void nobodyWritesIntoTheHerdWithoutAProof(String line) {
        var _ = dial(service("Goloman", "Hands", SECRET), fromGoloman);
        LinkService hands = service("Hands", "Goloman", SECRET);
        AcceptedLink accepted = accept(hands);
        TestWire.say(accepted, line);
        TestWire.say(accepted, "AT kiwi Goloman +1 +1 +1 1\n");
        assertThat(fromHands.finished).isTrue();
        assertThat(fromHands.sent()).contains("BYE ");
        assertThat(hands.state().size()).isZero();
        assertThat(hands.counters("Goloman").refused.sum()).isEqualTo(1);
    }

    @Test
    void aRecordedHandshakeOpensNothing() {
        LinkService hands = service("Hands", "Goloman", SECRET);
        DialledLink dialled = dial(service("Goloman", "Hands", SECRET), fromGoloman);
        AcceptedLink accepted = accept(hands);
        fromHands.deliverTo(dialled);
        String recorded = fromGoloman.writes.get(1);
        TestWire.say(accepted, recorded);
        assertThat(hands.counters("Goloman").opened.sum()).isEqualTo(1);
        AcceptedLink replayed = accept(hands);
        TestWire.say(replayed, recorded + "AT kiwi Goloman +1 +1 +1 1\n");
        assertThat(hands.counters("Goloman").opened.sum()).isEqualTo(1);
        assertThat(hands.state().size()).isZero();
    }

    @Test
    void aServerThatIsNoNeighbourIsToldWhy() {
        var _ = dial(service("Goloman", "Hands", SECRET), fromGoloman);
        AcceptedLink accepted = accept(service("Hands", "Wilkes", SECRET));
        assertThat(fromHands.sent()).isEqualTo("BYE Goloman is not among the neighbours of Hands\n");
        assertThat(fromHands.finished).isTrue();
        accepted.closed();
    }

    @Test
    void anotherVersionIsToldWhy() {
        var goloman = service("Goloman", "Hands", SECRET);
        String nonce = "00";
        String proof = goloman.handshake().secret().proof("hello", "2", "Goloman", "Hands", nonce);
        var hello = new Hello(2, "Goloman", "Hands", nonce, proof);
        assertThat(goloman.handshake().isProven(hello)).isTrue();
        var accepted = new AcceptedLink(service("Hands", "Goloman", SECRET), fromHands, hello, Future::succeededFuture);
        assertThat(fromHands.sent()).startsWith("BYE this server speaks version 1");
        accepted.closed();
    }

    @Test
    void withoutASecretLinksKeepToOneMachine() {
        fromGoloman.loopback = false;
        DialledLink dialled = dial(service("Goloman", "Hands", null), fromGoloman);
        assertThat(dialled.state()).isEqualTo(State.REFUSED);
        assertThat(fromGoloman.writes).isEmpty();
        var near = new TestWire();
        assertThat(dial(service("Goloman", "Hands", null), near).state()).isEqualTo(State.GREETING);
    }

    @Test
    void aHandshakeThatTakesTooLongIsGivenUp() {
        DialledLink dialled = dial(service("Goloman", "Hands", SECRET), fromGoloman);
        AcceptedLink accepted = accept(service("Hands", "Goloman", SECRET));
        for (long now = 0; now <= 3_000; now += 250) {
            dialled.tick(now);
            boolean _ = accepted.tick(now);
        }
        assertThat(fromHands.aborted).isTrue();
        assertThat(fromGoloman.aborted).isTrue();
        assertThat(dialled.state()).isEqualTo(State.BROKEN);
    }

    @Test
    void aStrangersNameReachesNoTerminalAsItIs() {
        var log = (Logger) LoggerFactory.getLogger(LinkTest.class);
        var console = new ListAppender<ILoggingEvent>();
        console.start();
        log.addAppender(console);
        new LinkService(
                        "Goloman",
                        Set.of("Hands"),
                        new HerdState(new Secret(SECRET).hash()),
                        LimitsConfig.DEFAULT,
                        LinksConfig.DEFAULT,
                        log,
                        TrafficLog.none())
                .refused("\u001b[2J", "unproven");
        log.detachAppender(console);
        assertThat(console.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("refused a link from \\x1b[2J: unproven");
    }
}
