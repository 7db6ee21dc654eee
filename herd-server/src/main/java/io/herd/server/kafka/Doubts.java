package io.herd.server.kafka;

import io.herd.protocol.ByteWriter;
import io.herd.protocol.Bytes;
import io.herd.state.ChangeFeed;
import io.herd.state.HerdState;
import java.util.List;

/**
 * The clients whose newest record may not be the last in the topic: an older one was read. Mostly the newest is read a moment later, or a
 * newer one comes in and will be published; both take the client off. What is left after a delay is to be published again. Two feeds
 * change places: one fills, the other waits. It fills from any thread; the rest is confined to one.
 */
final class Doubts {
    private final List<ChangeFeed> feeds;
    private final long delayNanos;
    private volatile int filling;
    private long turnedAt;

    /** @param delayNanos the least time that a client is in doubt; at most it is twice as long */
    Doubts(HerdState state, long delayNanos, long now) {
        this.delayNanos = delayNanos;
        turnedAt = now;
        feeds = List.of(state.open(ChangeFeed.Scope.ADDED), state.open(ChangeFeed.Scope.ADDED));
    }

    /** The feeds that whatever is read from the topic is taken off. */
    List<ChangeFeed> feeds() {
        return feeds;
    }

    void add(Bytes client) {
        feeds.get(filling).add(client);
    }

    /** Nothing is drained for another delay: the topic is still being read. */
    void postpone(long now) {
        turnedAt = now;
    }

    /** Takes off clients that have been in doubt for long enough, and writes their newest records; returns how many. */
    int drain(ByteWriter out, int enough, long now) {
        if (now - turnedAt < delayNanos) {
            return 0;
        }
        int other = 1 - filling;
        ChangeFeed waiting = feeds.get(other);
        int drained = waiting.drain(out, enough);
        waiting.commit();
        if (drained == 0) {
            filling = other;
            turnedAt = now;
        }
        return drained;
    }

    /** How many clients are in doubt. */
    int size() {
        return feeds.stream().mapToInt(ChangeFeed::size).sum();
    }
}
