package io.herd.server.link;

import io.herd.protocol.Bytes;
import io.herd.protocol.LinkMessage;
import io.herd.protocol.LinkMessage.Beat;
import io.herd.protocol.LinkMessage.Bye;
import io.herd.protocol.LinkMessage.Hello;
import io.herd.protocol.LinkMessage.OtherHello;
import io.herd.protocol.LinkMessage.Refused;
import io.herd.protocol.LinkMessageParser;
import io.herd.server.log.Transcript;
import io.herd.server.net.LineListener;
import io.herd.server.net.Wire;
import org.jspecify.annotations.Nullable;

/**
 * The dialling end of a link: proves itself, has the neighbour prove itself, and then tells it what is pending for it. Confined
 * to one thread, and handed lines and the time, so that it runs without sockets and clocks as well.
 */
final class DialledLink implements LineListener {
    /** How far a link has come. */
    enum State {
        /** The first word is sent; the neighbour has yet to prove itself. */
        GREETING,
        /** Both sides have proven themselves; reports flow. */
        OPEN,
        /** This server stops: what is pending goes out, and then goodbye. */
        STOPPING,
        /** One of the two servers ended the link, and said so. */
        GOODBYE,
        /** The neighbour did not let us in, or did not prove itself, or broke the protocol: dialling again soon is in vain. */
        REFUSED,
        /** The connection broke, or the neighbour fell silent. */
        BROKEN
    }

    private final LinkService service;
    private final String neighbour;
    private final Wire wire;
    private final Handshake handshake;
    private final Runnable opened;
    private final Heartbeat heartbeat;
    private final Transcript transcript;
    private final Hello hello;
    private State state = State.GREETING;
    private String reason = "the connection broke";
    private @Nullable LinkSender telling;
    private LinkKey key = LinkKey.NONE;

    /** @param opened called once the link is open */
    DialledLink(LinkService service, String neighbour, Wire wire, Runnable opened) {
        this.service = service;
        this.neighbour = neighbour;
        this.wire = wire;
        this.handshake = service.handshake().over(wire);
        this.opened = opened;
        this.transcript = service.transcript(neighbour, wire);
        this.heartbeat = new Heartbeat(service.config());
        this.hello = handshake.hello(service.server(), neighbour);
        say(hello);
    }

    State state() {
        return state;
    }

    /** Why the link is over, for people. */
    String reason() {
        return reason;
    }

    /** By which secret the link is proven, once it is. */
    LinkKey key() {
        return key;
    }

    /** How many clients' reports are pending. */
    int pending() {
        return telling == null ? 0 : telling.pending();
    }

    /** For how long something has been pending, in ms. */
    long lag() {
        return telling == null ? 0 : telling.lag();
    }

    @Override
    public void line(Bytes line) {
        heartbeat.heard();
        transcript.line(line);
        LinkMessage message = LinkMessageParser.parse(line);
        if (telling == null) {
            greet(message);
        } else if (message instanceof Bye(String why)) {
            goodbye(why);
        } else if (message instanceof Beat beat) {
            hear(beat, telling);
        } else if (!telling.hear(message)) {
            refuse("it broke the protocol: " + line);
        }
    }

    private void hear(Beat beat, LinkSender sender) {
        String objection = service.heard(neighbour, beat, false);
        if (objection == null) {
            sender.hear(beat);
        } else {
            refuse(objection);
        }
    }

    private void greet(LinkMessage message) {
        switch (message) {
            case Hello answer -> hear(answer);
            case OtherHello(int version, String _) ->
                refuse("it speaks version " + version + " of the links' protocol, not " + LinkMessage.VERSION);
            case Refused(String why) -> refuse(why);
            case Bye(String why) -> goodbye(why);
            default -> refuse("it does not speak the links' protocol");
        }
    }

    private void hear(Hello answer) {
        Secret secret = handshake.proven(answer, hello);
        if (secret == null) {
            refuse("it did not prove that it knows the secret");
            return;
        }
        String separation = service.admit(answer);
        if (separation == null) {
            open(secret, answer);
        } else {
            refuse(separation);
        }
    }

    private void open(Secret secret, Hello answer) {
        say(handshake.proof(secret, hello, answer));
        state = State.OPEN;
        key = handshake.keys().linkKey(secret, answer.digestKey());
        telling = new LinkSender(service, neighbour, wire, transcript, key.comparesDigests(), this::sendPending);
        service.counters(neighbour).opened.increment();
        opened.run();
    }

    private void goodbye(String why) {
        if (end(State.GOODBYE, why)) {
            wire.finish();
        }
    }

    private void refuse(String why) {
        if (end(State.REFUSED, why)) {
            service.counters(neighbour).refused.increment();
            wire.finish();
        }
    }

    /** Ends the link once, the first time with a reason. */
    private boolean end(State how, String why) {
        if (state != State.GREETING && state != State.OPEN && state != State.STOPPING) {
            return false;
        }
        state = how;
        reason = why;
        if (how == State.BROKEN) {
            service.counters(neighbour).lost.increment();
        }
        if (telling != null) {
            telling.close();
        }
        return true;
    }

    /** Writes to the neighbour what is pending for it, as far as it keeps up. */
    void sendPending() {
        if (telling != null && (state == State.OPEN || state == State.STOPPING)) {
            telling.sendPending();
            if (state == State.STOPPING && telling.isDone() && end(State.GOODBYE, "this server stops")) {
                say(new Bye(service.server() + " stops"));
                wire.finish();
            }
        }
    }

    /** To be called several times in a heartbeat, with a time in ms that never goes back. */
    void tick(long now) {
        if (heartbeat.isSilent(now, telling != null) && end(State.BROKEN, "it fell silent")) {
            wire.abort();
        } else if (telling != null && state == State.OPEN) {
            telling.tick(now);
            if (wire.isWritable() && heartbeat.isDue(now)) {
                telling.beat();
            }
        }
    }

    /** Says that this end lives: a connection whose other end is gone breaks by it. */
    void probe() {
        if (telling != null && state == State.OPEN) {
            telling.beat();
        }
    }

    /** Cuts the connection at once. */
    void abort() {
        wire.abort();
    }

    /** Ends the link for a fault of this server; what it was about to say is lost, and found out again on the next link. */
    void fail() {
        var _ = end(State.BROKEN, "a fault of this server");
        wire.abort();
    }

    /** Tells what is pending, then goodbye. */
    @Override
    public void stop() {
        if (state == State.OPEN) {
            state = State.STOPPING;
            if (telling != null) {
                telling.hurry();
            }
            sendPending();
        } else {
            wire.finish();
        }
    }

    private void say(LinkMessage message) {
        Bytes line = message.toLine();
        wire.send(line);
        transcript.sent(line, 1);
    }

    /** {@inheritDoc} Half a report may read like a whole one, so it counts for nothing. */
    @Override
    public void unfinishedLine(Bytes line) {}

    @Override
    public void overlongLine(Bytes head) {
        refuse("it sent an over-long line");
    }

    @Override
    public void writable() {
        sendPending();
    }

    @Override
    public void endOfRead() {
        transcript.endOfRead();
        sendPending();
    }

    @Override
    public void endOfInput() {
        wire.finish();
    }

    @Override
    public void closed() {
        transcript.endOfRead();
        var _ = end(State.BROKEN, reason);
    }
}
