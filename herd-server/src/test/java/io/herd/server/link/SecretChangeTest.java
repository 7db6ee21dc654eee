package io.herd.server.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.protocol.ByteWriter;
import io.herd.protocol.Bytes;
import io.herd.protocol.Command.Iamat;
import io.herd.protocol.CommandParser;
import io.herd.protocol.Prefix;
import io.herd.protocol.Report;
import io.herd.protocol.ReportView;
import io.herd.server.link.DialledLink.State;
import io.herd.state.PutResult;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A link between two servers while the herd's secret changes: Goloman dials Hands. */
class SecretChangeTest {
    private static final String OLD = "correct horse battery staple";
    private static final String NEW = "another horse, another staple";

    private final AtomicLong now = new AtomicLong();

    private LinkService server(String name, String neighbour, String secrets) {
        TestServer server = TestServer.of(name, neighbour).withClock(now::get);
        return switch (secrets) {
            case "old" -> server.withSecret(OLD).start();
            case "new" -> server.withSecret(NEW).start();
            default -> server.withSecrets(NEW, OLD).start();
        };
    }

    private static void report(LinkService service, String client, String time) {
        var command = (Iamat) CommandParser.parse(Bytes.of("IAMAT " + client + " +34-118 " + time));
        Report report = ReportView.fromCommand(Bytes.of(service.server()), command, 5_000_000_000L, new ByteWriter(0))
                .copy();
        assertThat(service.state().acceptLocal(report)).isEqualTo(PutResult.ACCEPTED);
    }

    private static boolean knowTheSame(LinkService one, LinkService other) {
        return one.state()
                .tree()
                .reports(Prefix.ROOT)
                .toList()
                .containsAll(other.state().tree().reports(Prefix.ROOT).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "both, old, true, true",
        "old, both, false, true",
        "both, both, false, true",
        "new, both, false, false",
        "both, new, false, false",
        "new, new, false, true"
    })
    void atEachStepServersLinkAndTellEachOtherAll(
            String dialler, String acceptor, boolean isPrevious, boolean comparesDigests) {
        LinkService goloman = server("Goloman", "Hands", dialler);
        LinkService hands = server("Hands", "Goloman", acceptor);
        for (int i = 0; i < 1_000; i++) {
            report(goloman, "client" + i, "2");
            report(hands, "client" + i, "1");
        }
        TestLink link = new TestLink(goloman, hands).talk();
        assertThat(link.dialled.state()).isEqualTo(State.OPEN);
        assertThat(link.dialled.key().isPrevious()).isEqualTo(isPrevious);
        assertThat(link.dialled.key().comparesDigests()).isEqualTo(comparesDigests);
        report(goloman, "late", "3");
        link.dialled.sendPending();
        link.talk();
        assertThat(hands.state().size()).isEqualTo(1_001);
        assertThat(knowTheSame(hands, goloman)).isTrue();
        assertThat(hands.state().tree().root() == goloman.state().tree().root()).isEqualTo(comparesDigests);
    }

    @Test
    void bothEndsNameTheLinksKeyAlike() {
        LinkService before = server("Hands", "Goloman", "old");
        LinkService after = server("Goloman", "Hands", "both");
        String dialled = new TestLink(after, before).talk().dialled.key().name();
        String accepted = new TestLink(before, after).talk().dialled.key().name();
        assertThat(dialled).hasSize(4).isEqualTo(accepted);
    }

    @Test
    void serversWithoutACommonSecretAreStrangers() {
        TestLink link = new TestLink(server("Goloman", "Hands", "old"), server("Hands", "Goloman", "new")).talk();
        assertThat(link.dialled.state()).isEqualTo(State.REFUSED);
        assertThat(link.dialled.reason()).isEqualTo("the herd's secret is another");
    }

    @Test
    void aKeyOfTheSameNameProvesNothing() {
        LinkService hands = server("Hands", "Goloman", "both");
        var link = new TestLink(server("Goloman", "Hands", "old"), hands);
        String hello = link.fromDialler.news();
        link.toAcceptor(hello.replaceFirst("[0-9a-f]{64}", "0".repeat(64)));
        assertThat(link.fromAcceptor.sent()).isEqualTo("REFUSED the herd's secret is another\n");
    }

    @Test
    void digestsOfDifferentKeysAreNotCompared() {
        LinkService goloman = server("Goloman", "Hands", "new");
        LinkService hands = server("Hands", "Goloman", "both");
        report(goloman, "kiwi", "1");
        TestLink link = new TestLink(goloman, hands).talk();
        for (long time = 0; time < 60_000; time += 250) {
            link.tick(time);
            link.talk();
        }
        assertThat(goloman.counters("Hands").walks.sum()).isZero();
        assertThat(goloman.counters("Hands").told.sum()).isEqualTo(1);
        assertThat(link.fromDialler.sent()).doesNotContain("ASK");
    }

    /** What a comparison of digests would find. */
    @Test
    void whatANeighbourDidNotKeepIsToldAgain() {
        LinkService goloman = server("Goloman", "Hands", "new");
        LinkService hands = server("Hands", "Goloman", "both");
        report(goloman, "kiwi", "1");
        now.set(-3_600_000_000_000L);
        TestLink link = new TestLink(goloman, hands).talk();
        assertThat(hands.state().size()).isZero();
        now.set(0);
        for (long time = 0; time <= 300_000; time += 250) {
            link.tick(time);
            link.talk();
        }
        assertThat(hands.state().find(Bytes.of("kiwi"))).isNotNull();
    }
}
