package io.herd.state;

import java.util.Arrays;

/** Which of a shard's records are pending in which feeds. Confined to whoever holds the shard, but for {@link #count}. */
final class PendingRecords {
    private final ClientTable table;
    private final ChangeFeeds feeds;
    private final int firstLeaf;
    /** The feeds in whose queues each leaf is, by their bits. */
    private final long[] queued;
    /** How many records are in each feed, by the numbers of their bits. */
    private final int[] counts = new int[ChangeFeeds.MOST];

    PendingRecords(ClientTable table, ChangeFeeds feeds, int firstLeaf, int leaves) {
        this.table = table;
        this.feeds = feeds;
        this.firstLeaf = firstLeaf;
        queued = new long[leaves];
    }

    /** Adds a record to some feeds, and queues its leaf for those that it is not queued for yet. */
    void add(int slot, int leaf, long bits) {
        if (bits != 0) {
            int address = table.address(slot);
            long before = table.records().feeds(address);
            table.index().mark(slot, true);
            table.records().setFeeds(address, before | bits);
            count(bits & ~before, 1);
            long fresh = bits & ~queued[leaf];
            queued[leaf] |= bits;
            // Under the shard's lock: whoever finds a leaf marked as queued may rely on it.
            feeds.queue(firstLeaf + leaf, fresh);
        }
    }

    /** Takes a record off some feeds. */
    void remove(int slot, long bits) {
        if (table.index().isMarked(slot)) {
            int address = table.address(slot);
            long before = table.records().feeds(address);
            table.records().setFeeds(address, before & ~bits);
            table.index().mark(slot, (before & ~bits) != 0);
            count(before & bits, -1);
        }
    }

    /** Takes all records off a feed that has ended. */
    void removeAll(long feed) {
        Arrays.setAll(queued, leaf -> queued[leaf] & ~feed);
        int _ = table.forEach(slot -> {
            remove(slot, feed);
            return true;
        });
    }

    boolean contains(int slot, long feed) {
        return table.index().isMarked(slot) && (table.records().feeds(table.address(slot)) & feed) != 0;
    }

    /** A leaf has been taken out of a feed's queue. */
    void unqueue(int leaf, long feed) {
        queued[leaf] &= ~feed;
    }

    /** The feeds in whose queues a leaf is. */
    long queued(int leaf) {
        return queued[leaf];
    }

    /** How many records are in a feed. From any thread: it may be about to change. */
    int count(long feed) {
        return counts[Long.numberOfTrailingZeros(feed)];
    }

    private void count(long bits, int more) {
        for (long rest = bits; rest != 0; rest &= rest - 1) {
            counts[Long.numberOfTrailingZeros(rest)] += more;
        }
    }
}
