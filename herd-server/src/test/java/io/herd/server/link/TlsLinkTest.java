package io.herd.server.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.server.link.DialledLink.State;
import io.herd.server.net.TlsPeer;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Links over TLS, without sockets: Goloman dials Hands. */
class TlsLinkTest {
    private static final String SECRET = "correct horse battery staple";
    private static final String CHANNEL = "0a".repeat(32);
    private static final String OTHER_CHANNEL = "0b".repeat(32);

    private final LinkService goloman = server("Goloman", "Hands");
    private final LinkService hands = server("Hands", "Goloman");

    private static LinkService server(String name, String neighbour) {
        return TestServer.of(name, neighbour).withSecret(SECRET).start();
    }

    private static TlsPeer peer(String name, String binding) {
        return new TlsPeer(Set.of(name, "localhost"), binding);
    }

    private TestLink link(TlsPeer seenByDialler, TlsPeer seenByAcceptor) {
        return new TestLink(goloman, hands, seenByDialler, seenByAcceptor).talk();
    }

    @Test
    void aLinkOpensWhereBothEndsSeeTheSameChannel() {
        TestLink link = link(peer("Hands", CHANNEL), peer("Goloman", CHANNEL));
        assertThat(link.dialled.state()).isEqualTo(State.OPEN);
        assertThat(link.linked).containsExactly("Goloman");
    }

    @Test
    void whoRelaysTheHandshakeFromOneChannelToAnotherIsRefused() {
        TestLink link = link(peer("Hands", CHANNEL), peer("Goloman", OTHER_CHANNEL));
        assertThat(link.dialled.state()).isEqualTo(State.REFUSED);
        assertThat(link.linked).isEmpty();
        assertThat(hands.counters("a stranger").refused.sum()).isEqualTo(1);
    }

    @Test
    void aRecordedHelloIsRefusedOnAnotherChannel() {
        TestLink recorded = link(peer("Hands", CHANNEL), peer("Goloman", CHANNEL));
        String hello = recorded.fromDialler.writes.getFirst();
        TestLink replayed = new TestLink(goloman, hands, peer("Hands", CHANNEL), peer("Goloman", OTHER_CHANNEL));
        replayed.toAcceptor(hello);
        assertThat(replayed.fromAcceptor.sent()).startsWith("REFUSED");
        assertThat(replayed.linked).isEmpty();
    }

    @Test
    void aProofOfPlainTextIsRefusedOverTls() {
        TestLink plain = new TestLink(goloman, hands).talk();
        TestLink replayed = new TestLink(goloman, hands, peer("Hands", CHANNEL), peer("Goloman", CHANNEL));
        replayed.toAcceptor(plain.fromDialler.writes.getFirst());
        assertThat(replayed.fromAcceptor.sent()).startsWith("REFUSED");
    }

    @Test
    void aServerThatShowsAnotherServersCertificateIsRefused() {
        TestLink link = link(peer("Hands", CHANNEL), peer("Welsh", CHANNEL));
        assertThat(link.dialled.state()).isEqualTo(State.REFUSED);
        assertThat(link.dialled.reason()).isEqualTo("the certificate is not for Goloman");
        assertThat(link.linked).isEmpty();
    }
}
