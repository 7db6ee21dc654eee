package io.herd.state;

import io.herd.protocol.ReportLine;
import io.herd.state.ChangeFeed.Scope;
import org.jspecify.annotations.Nullable;

/**
 * The feeds of a server, a bit each. Those bits stand beside each report that is pending, under its shard's lock, so that
 * adding a change to all feeds costs hardly more than keeping it. Safe for any number of threads.
 */
final class ChangeFeeds {
    /** How many feeds may be open: one for each neighbour that a server may have, and as many for other sinks. */
    static final int MOST = Long.SIZE;

    /** The bits of the feeds of {@link Scope#ALL}. */
    private volatile long all;
    /** The bits of the feeds that take in what clients report to this server. */
    private volatile long local;
    /** The bits of the feeds of {@link Scope#DELAYED}. */
    private volatile long delayed;
    /** The bits of the feeds that a newer report takes its client off. */
    private volatile long superseded;
    /** The bits of those that have buffers. */
    private volatile long buffered;
    /** By their bits; a bit is taken until no report carries it any more. */
    private final @Nullable FeedSlot[] slots = new FeedSlot[MOST];

    synchronized FeedSlot open(Scope scope, @Nullable ChangeBuffer buffer) {
        for (int number = 0; number < slots.length; number++) {
            if (slots[number] == null) {
                var slot = new FeedSlot(1L << number, buffer);
                slots[number] = slot;
                local |= scope == Scope.ALL || scope == Scope.LOCAL ? slot.bit() : 0;
                delayed |= scope == Scope.DELAYED ? slot.bit() : 0;
                superseded |= scope == Scope.DELAYED || scope == Scope.ADDED ? slot.bit() : 0;
                all |= scope == Scope.ALL ? slot.bit() : 0;
                buffered |= buffer != null ? slot.bit() : 0;
                return slot;
            }
        }
        throw new IllegalStateException("more than " + MOST + " change feeds");
    }

    /** From now on no change is added to a feed; those added before can still be settled. */
    synchronized void stop(FeedSlot slot) {
        slot.close();
        local &= ~slot.bit();
        delayed &= ~slot.bit();
        superseded &= ~slot.bit();
        all &= ~slot.bit();
        buffered &= ~slot.bit();
    }

    /** Frees the bit of a feed that no report carries any more. */
    synchronized void free(FeedSlot slot) {
        slots[Long.numberOfTrailingZeros(slot.bit())] = null;
    }

    /**
     * The bits of the open feeds that take in a change. To be called, as {@link #openBitOf} is, under the lock of the shard
     * that carries them.
     *
     * @param isLocal whether a client reported it to this server
     */
    long open(boolean isLocal) {
        return isLocal ? local : all;
    }

    /** The bits of the open feeds whose changes are delayed. */
    long delayed() {
        return delayed;
    }

    /** The bits of the open feeds that a newer report takes its client off. */
    long superseded() {
        return superseded;
    }

    /**
     * The bit of a feed, or 0 if there is none or it has ended: a feed that ends goes through all shards, and only then
     * may its bit mean another.
     */
    long openBitOf(@Nullable FeedSlot slot) {
        return slot != null && slot.isOpen() ? slot.bit() : 0;
    }

    /**
     * Puts a change into the buffers of feeds, as far as they have room.
     *
     * @return the bits of the others
     */
    long buffer(ReportLine report, long clientHash, long bits) {
        long unbuffered = bits;
        for (long rest = bits & buffered; rest != 0; rest &= rest - 1) {
            FeedSlot slot = slots[Long.numberOfTrailingZeros(rest)];
            if (slot != null && slot.buffer(report, clientHash)) {
                unbuffered &= ~slot.bit();
            }
        }
        return unbuffered;
    }

    /** Puts a leaf into the queues of feeds. */
    void queue(int leaf, long bits) {
        for (long rest = bits; rest != 0; rest &= rest - 1) {
            FeedSlot slot = slots[Long.numberOfTrailingZeros(rest)];
            if (slot != null) {
                slot.queue(leaf);
            }
        }
    }
}
