package io.herd.server.link;

import io.herd.protocol.ByteWriter;
import io.herd.protocol.Bytes;
import io.herd.protocol.LinkMessage;
import io.herd.protocol.LinkMessage.Beat;
import io.herd.protocol.LinkMessage.Leaf;
import io.herd.protocol.LinkMessage.Node;
import io.herd.protocol.LinkMessage.Part;
import io.herd.protocol.LinkMessage.Synced;
import io.herd.server.log.Transcript;
import io.herd.server.net.Wire;
import io.herd.state.ChangeFeed;
import io.herd.state.DelayedFeed;
import io.herd.state.MerkleTree;
import io.herd.state.RootDigest;
import org.jspecify.annotations.Nullable;

/**
 * What the dialling end of an open link does: tells the neighbour what is pending for it, as fast as it takes it, and finds out
 * what else it lacks when their digests differ. Times are in ms.
 */
final class LinkSender {
    /** Reports leave in writes of about this many bytes. */
    private static final int WRITE_SIZE = 64 * 1024;
    /** A turn of what is delayed. */
    private static final long TURN = 1_000;
    /** After so many, others on the event loop have their turn. */
    private static final int MOST_WRITES = 16;

    private static final long NEVER = -1;

    private final LinkService service;
    private final String neighbour;
    private final Wire wire;
    private final Transcript transcript;
    private final LinkCounters counters;
    private final NeighbourFeeds feeds;
    private final ChangeFeed feed;
    private final @Nullable DelayedFeed delayed;
    private final CatchUp catchUp;
    private final AntiEntropy antiEntropy;
    private final Runnable next;
    private final ByteWriter out = new ByteWriter(512);
    private boolean goesOn;
    /** Whether the neighbour has been told that it was sent all that it lacked at first. */
    private boolean isSynced;

    private long now;
    private long turnedAt;
    /** Since when something has been pending all the time. */
    private long behindSince = NEVER;

    /**
     * Opens the neighbour's change feeds: every change from now on is pending for it. Where digests cannot be compared, so is all
     * that is known by now: so the neighbour is told everything, and nothing between the two is lost.
     *
     * @param comparesDigests whether the neighbour makes its digests with the same key
     * @param next has {@link #sendPending} go on, where it has interrupted itself
     */
    LinkSender(
            LinkService service,
            String neighbour,
            Wire wire,
            Transcript transcript,
            boolean comparesDigests,
            Runnable next) {
        this.service = service;
        this.neighbour = neighbour;
        this.wire = wire;
        this.transcript = transcript;
        this.next = next;
        this.counters = service.counters(neighbour);
        MerkleTree tree = service.state().tree();
        this.feeds = service.feeds().open(neighbour);
        this.feed = feeds.prompt();
        this.delayed = feeds.delayed();
        this.catchUp = new CatchUp(tree, feed, this::say);
        this.antiEntropy = new AntiEntropy(
                tree,
                feed,
                catchUp,
                counters,
                comparesDigests,
                service.config().repair().toMillis());
    }

    /** Tells what is pending, as long as the neighbour keeps up; the rest of what takes long later, so that nobody waits for it. */
    void sendPending() {
        for (int writes = 0; wire.isWritable(); writes++) {
            if (writes == MOST_WRITES) {
                goOnSoon();
                return;
            }
            long before = feed.drainedOfBacklog();
            int reports = feed.drain(out, WRITE_SIZE);
            // Neither waits for the other.
            reports += delayed == null ? 0 : delayed.drain(out, out.length() + WRITE_SIZE);
            if (reports == 0) {
                noteThatItIsSynced();
                return;
            }
            // What the connection loses with its end, the next link finds out by digests: there is nothing to roll back
            // to.
            feed.commit();
            counters.told.add(reports);
            counters.repaired.add(feed.drainedOfBacklog() - before);
            Bytes lines = out.take();
            wire.send(lines);
            transcript.sent(lines, reports);
        }
    }

    /** Nothing is pending: the neighbour has been sent what it lacked, if that is known by now. */
    private void noteThatItIsSynced() {
        if (!isSynced && antiEntropy.isFirstComparisonOver()) {
            isSynced = true;
            say(new Synced());
        }
    }

    private void goOnSoon() {
        if (!goesOn) {
            goesOn = true;
            wire.soon(() -> {
                goesOn = false;
                next.run();
            });
        }
    }

    /** Whether nothing is pending. */
    boolean isDone() {
        return feed.isEmpty() && (delayed == null || delayed.isEmpty());
    }

    /** From now on nothing is delayed any more. */
    void hurry() {
        if (delayed != null) {
            delayed.hurry();
        }
    }

    /** Takes a heartbeat of the neighbour. */
    void hear(Beat beat) {
        antiEntropy.hear(new RootDigest(beat.root(), beat.horizon()));
    }

    /** Takes an answer of the neighbour; false if it broke the protocol. */
    boolean hear(LinkMessage message) {
        return switch (message) {
            case Node node -> catchUp.answer(node) && noteTheEnd();
            case Part part -> catchUp.answer(part);
            case Leaf leaf -> catchUp.answer(leaf) && noteTheEnd();
            default -> false;
        };
    }

    private boolean noteTheEnd() {
        if (!catchUp.isRunning() && catchUp.lacking() > 0) {
            counters.repaired.add(catchUp.lacking());
            service.log()
                    .info(
                            "{} lacked {} of {} reports",
                            neighbour,
                            catchUp.lacking(),
                            service.state().size());
        }
        return true;
    }

    void tick(long time) {
        now = time;
        boolean isTurn = turn(time);
        if (antiEntropy.tick(time) || isTurn) {
            sendPending();
        }
        if (feed.isEmpty() || behindSince == NEVER) {
            behindSince = time;
        }
    }

    private boolean turn(long time) {
        if (delayed == null || time - turnedAt < TURN) {
            return false;
        }
        turnedAt = time;
        delayed.turn();
        return true;
    }

    /** Says that this end lives, and what it knows. */
    void beat() {
        say(service.beat());
    }

    private void say(LinkMessage message) {
        wire.send(message.toLine());
    }

    /** How many clients' reports are pending. */
    int pending() {
        return feed.size();
    }

    /** For how long something has been pending, in ms. */
    long lag() {
        return behindSince == NEVER ? 0 : now - behindSince;
    }

    /** Closes the neighbour's change feeds. */
    void close() {
        service.feeds().close(neighbour, feeds);
    }
}
