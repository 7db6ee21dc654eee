package io.herd.server.link;

import io.herd.protocol.Bytes;
import io.herd.protocol.LinkMessage;
import io.herd.protocol.LinkMessage.Bye;
import io.herd.protocol.LinkMessage.Hello;
import io.herd.protocol.LinkMessage.OtherHello;
import io.herd.protocol.LinkMessage.Proof;
import io.herd.protocol.LinkMessage.Refused;
import io.herd.protocol.LinkMessageParser;
import io.herd.server.log.Transcript;
import io.herd.server.net.LineListener;
import io.herd.server.net.TlsPeer;
import io.herd.server.net.Wire;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A connection to the link port until its dialler has proven itself; then an {@link AcceptedLink} takes over. Confined to
 * one thread, and handed lines and the time.
 */
public final class PendingLink implements LineListener {
    /** How long a line may be before the proof: enough for a HELLO. */
    public static final int LINE_LIMIT = 8_192;

    private final LinkService service;
    private final Wire wire;
    private final Handshake handshake;
    private final Consumer<String> linked;
    private final Runnable flush;
    private final Heartbeat heartbeat;
    private @Nullable Hello hello;
    private @Nullable Hello answer;
    /** What both sides know. */
    private @Nullable Secret secret;
    /** Notes what is said by a dialler that knows the secret; strangers' words are not worth it. */
    private @Nullable Transcript transcript;

    private @Nullable AcceptedLink link;
    private boolean isEnded;

    /**
     * @param linked is told the name of a neighbour that has linked
     * @param flush has others take what neighbours have told
     */
    public PendingLink(LinkService service, Wire wire, Consumer<String> linked, Runnable flush) {
        this.service = service;
        this.wire = wire;
        this.handshake = service.handshake().over(wire);
        this.linked = linked;
        this.flush = flush;
        this.heartbeat = new Heartbeat(service.config());
    }

    @Override
    public void line(Bytes line) {
        if (isEnded) {
            return;
        }
        LinkMessage message = LinkMessageParser.parse(line);
        if (hello == null || answer == null || secret == null || transcript == null) {
            greet(message, line);
            return;
        }
        transcript.line(line);
        if (message instanceof Proof proof && handshake.isProven(secret, proof, hello, answer)) {
            proven(hello, transcript);
        } else {
            refuseStranger(hello);
        }
    }

    private void proven(Hello dialler, Transcript noted) {
        // Once more: another neighbour may have linked since the HELLO.
        String separation = service.admit(dialler);
        if (separation != null) {
            service.refused(dialler.from(), separation);
            end(new Bye(separation));
            return;
        }
        link = new AcceptedLink(service, wire, dialler.from(), noted, flush);
        wire.handOver(link, LinkService.LINE_LIMIT);
        link.open(Handshake.startOf(dialler));
        linked.accept(dialler.from());
    }

    private void greet(LinkMessage message, Bytes line) {
        switch (message) {
            case Hello first -> greet(first, line);
            case OtherHello(int version, String from) -> {
                String objection =
                        "this server speaks version " + LinkMessage.VERSION + " of the links' protocol, not " + version;
                service.refusedStranger(from, objection);
                end(new Refused(objection));
            }
            default -> end(new Bye("this port is for links between the servers of a herd"));
        }
    }

    private void greet(Hello first, Bytes line) {
        TlsPeer peer = wire.tlsPeer();
        if (peer != null && !peer.names().contains(first.from())) {
            service.refusedStranger(first.from(), "its certificate is not for this name, but for " + peer.names());
            end(new Refused("the certificate is not for " + first.from()));
            return;
        }
        secret = handshake.common(first);
        if (secret == null) {
            refuseStranger(first);
        } else {
            transcript = service.transcript(first.from(), wire);
            transcript.line(line);
            answer(secret, first);
        }
    }

    private void answer(Secret common, Hello first) {
        String objection = objection(first);
        if (objection != null) {
            service.refused(first.from(), objection + "; this one dials from " + wire.peer());
            end(new Refused(objection));
            return;
        }
        hello = first;
        answer = handshake.answer(common, first);
        say(answer);
    }

    private @Nullable String objection(Hello first) {
        if (!first.to().equals(service.server())) {
            return "this server is " + service.server() + ", not " + first.to();
        } else if (!service.neighbours().contains(first.from())) {
            return first.from() + " is not among the neighbours of " + service.server();
        } else if (!first.expiry().equals(handshake.expiry())) {
            return "records expire differently: by " + handshake.expiry() + " at " + service.server()
                    + ", by " + first.expiry() + " at " + first.from()
                    + "; give all servers the same expiry.ttl and expiry.tombstones";
        }
        String separation = service.separation(first.from(), first.contacts());
        return separation == null ? service.namesake(first.from(), Handshake.startOf(first)) : separation;
    }

    private void refuseStranger(Hello first) {
        service.refusedStranger(first.from(), "it does not know the herd's secret");
        end(new Refused("the herd's secret is another"));
    }

    private void end(LinkMessage lastWord) {
        isEnded = true;
        say(lastWord);
        wire.finish();
    }

    private void say(LinkMessage message) {
        Bytes said = message.toLine();
        wire.send(said);
        if (transcript != null) {
            transcript.sent(said, 1);
        }
    }

    /** To be called several times in a heartbeat, with a time in ms that never goes back. */
    public void tick(long now) {
        if (link != null) {
            link.tick(now);
        } else if (!isEnded && heartbeat.isSilent(now, false)) {
            isEnded = true;
            wire.abort();
        }
    }

    /** Whether the dialler has proven that it is a neighbour. */
    public boolean isProven() {
        return link != null;
    }

    @Override
    public void endOfRead() {
        if (transcript != null) {
            transcript.endOfRead();
        }
    }

    @Override
    public void unfinishedLine(Bytes line) {
        // A handshake that is cut off counts for nothing.
    }

    @Override
    public void overlongLine(Bytes head) {
        isEnded = true;
        wire.abort();
    }

    @Override
    public void endOfInput() {
        isEnded = true;
        wire.finish();
    }

    @Override
    public void writable() {
        // Nothing waits for it.
    }

    @Override
    public void stop() {
        if (!isEnded) {
            end(new Bye(service.server() + " stops"));
        }
    }

    @Override
    public void closed() {
        isEnded = true;
    }
}
