package io.herd.server.link;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.herd.server.net.TestWire;
import io.herd.server.net.TlsPeer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Both ends of a link between two servers, without sockets. */
final class TestLink {
    final TestWire fromDialler = new TestWire();
    final TestWire fromAcceptor = new TestWire();
    final DialledLink dialled;
    final PendingLink accepted;
    /** Who linked to the acceptor. */
    final List<String> linked = new ArrayList<>();

    int flushes;

    TestLink(LinkService dialler, LinkService acceptor) {
        this(dialler, acceptor, null, null);
    }

    /** A link by TLS: whom each end has at the other. */
    TestLink(
            LinkService dialler,
            LinkService acceptor,
            @Nullable TlsPeer seenByDialler,
            @Nullable TlsPeer seenByAcceptor) {
        fromDialler.tlsPeer = seenByDialler;
        fromAcceptor.tlsPeer = seenByAcceptor;
        dialled = new DialledLink(dialler, acceptor.server(), fromDialler, () -> {});
        accepted = new PendingLink(acceptor, fromAcceptor, linked::add, () -> flushes++);
    }

    /** Lets both ends talk until neither has anything to say. */
    @CanIgnoreReturnValue
    TestLink talk() {
        int said;
        do {
            said = writes();
            toAcceptor(fromDialler.news());
            toDialler();
        } while (writes() > said);
        return this;
    }

    private int writes() {
        return fromDialler.writes.size() + fromAcceptor.writes.size();
    }

    /** Lets the acceptor hear lines, of the dialler or of anybody else. */
    void toAcceptor(String lines) {
        fromAcceptor.hear(accepted, lines);
    }

    /** Lets the dialler hear what the acceptor has said since the last time. */
    void toDialler() {
        fromDialler.hear(dialled, fromAcceptor.news());
    }

    void tick(long now) {
        dialled.tick(now);
        accepted.tick(now);
    }

    /** Both ends learn that the connection is gone. */
    void close() {
        dialled.closed();
        fromAcceptor.session(accepted).closed();
    }
}
