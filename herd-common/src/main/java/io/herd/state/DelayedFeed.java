package io.herd.state;

import io.herd.protocol.ByteWriter;
import java.util.List;

/**
 * The clients whose newest report a sink is expected to get from elsewhere. Those that it has not told itself, and that have not moved
 * again, are drained a while later, in case it did not. Two feeds change places: one fills, the other waits for a turn and is drained then.
 * It fills from any thread; the rest is confined to one.
 */
public final class DelayedFeed {
    private final ChangeFeed[] feeds;
    private volatile int filling;
    /** Whether the feed that does not fill has waited for a turn. */
    private boolean isDue;

    private boolean isUrgent;

    DelayedFeed(ChangeFeed first, ChangeFeed second) {
        feeds = new ChangeFeed[] {first, second};
    }

    /** The feed that takes in what is delayed now. */
    ChangeFeed filling() {
        return feeds[filling];
    }

    /** Both feeds: what is in either is delayed. */
    public List<ChangeFeed> both() {
        return List.of(feeds);
    }

    private ChangeFeed waiting() {
        return feeds[1 - filling];
    }

    /** A turn is over. Something is delayed for one turn at least, and for three at most if the sink keeps up. */
    public void turn() {
        if (!isDue) {
            isDue = true;
        } else if (waiting().isEmpty()) {
            int other = 1 - filling;
            filling = other;
            isDue = false;
        }
    }

    /** From now on nothing is delayed any more. */
    public void hurry() {
        isUrgent = true;
    }

    /**
     * Writes what has been delayed for long enough, as {@link ChangeFeed#drain} does, and commits it.
     *
     * @return how many reports were written
     */
    public int drain(ByteWriter out, int enough) {
        int drained = isDue || isUrgent ? drain(waiting(), out, enough) : 0;
        return isUrgent ? drained + drain(filling(), out, enough) : drained;
    }

    private static int drain(ChangeFeed feed, ByteWriter out, int enough) {
        int drained = feed.drain(out, enough);
        feed.commit();
        return drained;
    }

    /** Whether nothing is delayed. */
    public boolean isEmpty() {
        return feeds[0].isEmpty() && feeds[1].isEmpty();
    }
}
