package io.herd.state;

import org.jspecify.annotations.Nullable;

/**
 * The feeds of a server, a bit each. Those bits stand beside each report that is pending, under its shard's lock, so that
 * adding a change to all feeds costs hardly more than keeping it. Safe for any number of threads.
 */
final class ChangeFeeds {
    /** The bits of those that every change is pending for. */
    private volatile int open;
    /** By their bits; a bit is taken until no report carries it any more. */
    private final @Nullable ChangeFeed[] feeds = new ChangeFeed[Integer.SIZE];

    synchronized ChangeFeed open(HerdState state) {
        for (int number = 0; number < feeds.length; number++) {
            if (feeds[number] == null) {
                var feed = new ChangeFeed(state, 1 << number);
                feeds[number] = feed;
                open |= feed.bit();
                return feed;
            }
        }
        throw new IllegalStateException("more than " + feeds.length + " neighbours");
    }

    /** From now on no change is added to a feed; those added before can still be settled. */
    synchronized void stop(ChangeFeed feed) {
        open &= ~feed.bit();
    }

    /** Frees the bit of a feed that no report carries any more. */
    synchronized void free(ChangeFeed feed) {
        feeds[Integer.numberOfTrailingZeros(feed.bit())] = null;
    }

    /** The bits of all open feeds. To be called, as {@link #openBitOf} is, under the lock of the shard that carries them. */
    int open() {
        return open;
    }

    /**
     * The bit of a feed, or 0 if there is none or it has ended: a feed that ends goes through all shards, and only then
     * may its bit mean another.
     */
    int openBitOf(@Nullable ChangeFeed feed) {
        return feed != null && feed.isOpen() ? feed.bit() : 0;
    }

    /** Puts a leaf into the queues of feeds. */
    void queue(int leaf, int bits) {
        for (int rest = bits; rest != 0; rest &= rest - 1) {
            ChangeFeed feed = feeds[Integer.numberOfTrailingZeros(rest)];
            if (feed != null) {
                feed.queue(leaf);
            }
        }
    }
}
