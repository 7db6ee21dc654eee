package io.herd.server.link;

import io.herd.protocol.Bytes;
import io.herd.protocol.LinkMessage;
import io.herd.protocol.LinkMessage.Ask;
import io.herd.protocol.LinkMessage.At;
import io.herd.protocol.LinkMessage.Beat;
import io.herd.protocol.LinkMessage.Bye;
import io.herd.protocol.LinkMessage.Hello;
import io.herd.protocol.LinkMessage.Leaf;
import io.herd.protocol.LinkMessage.Node;
import io.herd.protocol.LinkMessage.Proof;
import io.herd.protocol.LinkMessageParser;
import io.herd.protocol.Prefix;
import io.herd.protocol.Printable;
import io.herd.protocol.Report;
import io.herd.server.log.Transcript;
import io.herd.server.net.LineListener;
import io.herd.server.net.Wire;
import io.herd.state.Batch;
import io.herd.state.HerdState;
import io.vertx.core.Future;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The accepting end of a link: hears what the neighbour tells, passes news on to the others, and answers what the
 * neighbour asks of our digest. Confined to one thread, and handed lines and the time.
 */
public final class AcceptedLink implements LineListener {
    private enum State {
        /** The dialler proved that it knew the secret once, and has yet to prove that it knows it now. */
        GREETING,
        /** The dialler has proven itself, and tells. */
        OPEN,
        /** Nothing is heard any more. */
        ENDED
    }

    private final LinkService service;
    private final HerdState herd;
    private final Wire wire;
    private final Supplier<Future<Void>> flood;
    private final Hello hello;
    private final Hello answer;
    private final Transcript transcript;
    private final LinkCounters counters;
    private final Pulse pulse;
    private final Batch<Report> told;
    private State state = State.GREETING;
    /** How many reports this read told of, and how many of them were news. */
    private int heard;

    private int news;

    /**
     * @param hello the dialler's first word, which proves the secret
     * @param flood passes on what is news
     */
    AcceptedLink(LinkService service, Wire wire, Hello hello, Supplier<Future<Void>> flood) {
        this.service = service;
        this.herd = service.state();
        this.wire = wire;
        this.hello = hello;
        this.told = new Batch<>(herd, this::told);
        this.flood = flood;
        this.transcript = service.transcript(hello.from(), wire);
        this.counters = service.counters(hello.from());
        this.pulse = new Pulse(service.config());
        this.answer = service.handshake().answer(hello);
        transcript.line(hello.toLine());
        transcript.endOfRead();
        String objection = objection();
        if (objection == null) {
            say(answer);
        } else {
            refuse(objection);
        }
    }

    private @Nullable String objection() {
        if (hello.version() != LinkMessage.VERSION) {
            return "this server speaks version " + LinkMessage.VERSION + " of the links' protocol, not "
                    + hello.version();
        } else if (!hello.to().equals(service.server())) {
            return "this server is " + service.server() + ", not " + hello.to();
        } else if (!service.neighbours().contains(hello.from())) {
            return hello.from() + " is not among the neighbours of " + service.server();
        }
        return null;
    }

    @Override
    public void line(Bytes line) {
        pulse.heard();
        transcript.line(line);
        LinkMessage message = LinkMessageParser.parse(line);
        switch (state) {
            case GREETING -> greet(message);
            case OPEN -> hear(message, line);
            case ENDED -> {}
        }
    }

    private void greet(LinkMessage message) {
        if (message instanceof Proof proof && service.handshake().isProven(proof, hello, answer)) {
            state = State.OPEN;
            service.accepted(hello.from(), wire);
            say(new Beat(herd.root()));
        } else {
            refuse("it does not know the herd's secret");
        }
    }

    private void told(Report report, long place) {
        if (herd.merge(report, place, service.debtTo(hello.from()))) {
            news++;
        }
    }

    private void hear(LinkMessage message, Bytes line) {
        if (!(message instanceof At)) {
            told.carryOut();
        }
        switch (message) {
            case At at -> {
                heard++;
                told.add(at.report().client(), at.report());
            }
            case Beat _ -> {}
            case Ask(Prefix node)
            when herd.isLeaf(node) ->
                say(new Leaf(node, herd.reports(node).map(herd::hash).toList()));
            case Ask(Prefix node)
            when herd.isNode(node) ->
                say(new Node(node, LongStream.of(herd.children(node)).boxed().toList()));
            case Bye(String why) -> {
                state = State.ENDED;
                service.log().info("{} says goodbye: {}", hello.from(), Printable.of(why));
                wire.finish();
            }
            default -> refuse("malformed line: " + line);
        }
    }

    /** To be called several times in a heartbeat, with a time in ms that never goes back; false once the link is over. */
    public boolean tick(long now) {
        if (state != State.ENDED && pulse.isSilent(now, state == State.OPEN)) {
            state = State.ENDED;
            service.log().warn("{} fell silent; its link is closed", hello.from());
            counters.lost.increment();
            wire.abort();
        } else if (state == State.OPEN && pulse.isDue(now)) {
            say(new Beat(herd.root()));
        }
        return state != State.ENDED;
    }

    private void refuse(String why) {
        state = State.ENDED;
        service.refused(hello.from(), why);
        say(new Bye(why));
        wire.finish();
    }

    private void say(LinkMessage message) {
        Bytes line = message.toLine();
        wire.send(line);
        transcript.sent(line, 1);
    }

    @Override
    public void endOfRead() {
        told.carryOut();
        transcript.endOfRead();
        counters.heard.add(heard);
        heard = 0;
        if (news > 0) {
            counters.news.add(news);
            news = 0;
            // Nothing waits for it here, and it never fails.
            var _ = flood.get();
        }
        if (!wire.isWritable()) {
            wire.pause();
        }
    }

    @Override
    public void writable() {
        wire.resume();
    }

    /** {@inheritDoc} Half a report may read like a whole one, so it counts for nothing. */
    @Override
    public void unfinishedLine(Bytes line) {}

    @Override
    public void overlongLine(Bytes head) {
        refuse("over-long line");
    }

    @Override
    public void endOfInput() {
        wire.finish();
    }

    @Override
    public void stop() {
        state = State.ENDED;
        say(new Bye(service.server() + " stops"));
        wire.finish();
    }

    @Override
    public void closed() {
        transcript.endOfRead();
        if (state == State.OPEN) {
            counters.lost.increment();
            service.log().info("the link from {} broke", hello.from());
        }
        state = State.ENDED;
        service.left(hello.from(), wire);
    }
}
