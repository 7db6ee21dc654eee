package io.herd.server.link;

import io.herd.protocol.Bytes;
import io.herd.protocol.LinkMessage;
import io.herd.protocol.LinkMessage.Ask;
import io.herd.protocol.LinkMessage.At;
import io.herd.protocol.LinkMessage.Beat;
import io.herd.protocol.LinkMessage.Bye;
import io.herd.protocol.LinkMessage.Synced;
import io.herd.protocol.LinkMessageParser;
import io.herd.protocol.Prefix;
import io.herd.protocol.Printable;
import io.herd.protocol.Report;
import io.herd.server.log.Transcript;
import io.herd.server.net.LineListener;
import io.herd.server.net.Wire;
import io.herd.state.HerdState;
import io.herd.state.Origin;
import io.herd.state.PrefetchBatch;
import org.jspecify.annotations.Nullable;

/**
 * The accepting end of an open link: takes in what the neighbour tells, passes on what is news, and answers what the
 * neighbour asks of the Merkle tree. Confined to one thread, and handed lines and the time.
 */
final class AcceptedLink implements LineListener {
    /** No time of a clock. */
    private static final long UNREAD = Long.MIN_VALUE;

    private final LinkService service;
    private final HerdState herd;
    private final Wire wire;
    private final String neighbour;
    private final Runnable flush;
    private final Transcript transcript;
    private final LinkCounters counters;
    private final Heartbeat heartbeat;
    private final PrefetchBatch<Report> told;
    private final Questions questions;
    private boolean isEnded;
    /** How many reports this read told of, and how many of them were news. */
    private int heard;

    private int news;

    /** The latest time that a report of this read may have; {@link #UNREAD} until it matters. */
    private long latestTime = UNREAD;

    /** Which feeds need not take in what the neighbour tells, as of this read; null until it matters. */
    private @Nullable Origin origin;

    /**
     * @param neighbour who has proven to be at the other side
     * @param transcript notes what is said
     * @param flush has others take what is news
     */
    AcceptedLink(LinkService service, Wire wire, String neighbour, Transcript transcript, Runnable flush) {
        this.service = service;
        this.herd = service.state();
        this.wire = wire;
        this.neighbour = neighbour;
        this.flush = flush;
        this.told = new PrefetchBatch<>(herd, this::told);
        this.transcript = transcript;
        this.counters = service.counters(neighbour);
        this.heartbeat = new Heartbeat(service.config());
        this.questions = new Questions(herd.tree(), wire);
    }

    /**
     * Begins: what comes in from now on is the link's.
     *
     * @param start which start of the neighbour has dialled
     */
    void open(String start) {
        service.accepted(neighbour, start, wire);
        say(service.beat());
    }

    @Override
    public void line(Bytes line) {
        heartbeat.heard();
        transcript.line(line);
        if (!isEnded) {
            hear(LinkMessageParser.parse(line), line);
        }
    }

    private void told(Report report, long clientHash) {
        latestTime = latestTime == UNREAD ? service.latestTime() : latestTime;
        if (report.timeNanos() > latestTime) {
            counters.fromTheFuture.increment();
            return;
        }
        Origin from = origin == null ? service.feeds().origin(neighbour) : origin;
        origin = from;
        switch (herd.mergeRemote(report, clientHash, from)) {
            case ACCEPTED -> news++;
            case KNOWN, OLDER -> {}
            case NO_ROOM -> counters.noRoom.increment();
            case EXPIRED -> counters.expired.increment();
            case ELSEWHERE -> counters.elsewhere.increment();
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
            case Beat beat -> {
                String objection = service.heard(neighbour, beat, service.isSyncedWith(neighbour));
                if (objection != null) {
                    end(objection);
                }
            }
            case Synced _ -> service.synced(neighbour, wire);
            case Ask(Prefix node) when herd.tree().isNode(node) && questions.isOpen() -> questions.add(node);
            case Bye(String why) -> {
                isEnded = true;
                service.log().info("{} says goodbye: {}", neighbour, Printable.of(why));
                wire.finish();
            }
            default -> end("malformed line: " + line);
        }
    }

    /** To be called several times in a heartbeat, with a time in ms that never goes back. */
    void tick(long now) {
        if (isEnded) {
            return;
        }
        if (heartbeat.isSilent(now, true)) {
            isEnded = true;
            service.log().warn("{} fell silent; its link is closed", neighbour);
            counters.lost.increment();
            wire.abort();
        } else if (wire.isWritable() && heartbeat.isDue(now)) {
            say(service.beat());
        }
    }

    /** Ends the link for a fault of the neighbour. */
    private void end(String why) {
        isEnded = true;
        service.refused(neighbour, why);
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
        latestTime = UNREAD;
        origin = null;
        questions.answer();
        transcript.endOfRead();
        counters.heard.add(heard);
        heard = 0;
        if (news > 0) {
            counters.news.add(news);
            news = 0;
            flush.run();
        }
        if (!wire.isWritable()) {
            wire.pause();
        }
    }

    @Override
    public void writable() {
        questions.answer();
        wire.resume();
    }

    /** {@inheritDoc} Half a report may read like a whole one, so it counts for nothing. */
    @Override
    public void unfinishedLine(Bytes line) {}

    @Override
    public void overlongLine(Bytes head) {
        end("over-long line");
    }

    @Override
    public void endOfInput() {
        wire.finish();
    }

    @Override
    public void stop() {
        isEnded = true;
        say(new Bye(service.server() + " stops"));
        wire.finish();
    }

    @Override
    public void closed() {
        transcript.endOfRead();
        if (!isEnded) {
            counters.lost.increment();
            service.log().info("the link from {} broke", neighbour);
        }
        isEnded = true;
        service.left(neighbour, wire);
    }
}
