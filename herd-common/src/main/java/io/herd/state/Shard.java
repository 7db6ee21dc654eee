package io.herd.state;

import io.herd.protocol.ByteWriter;
import io.herd.protocol.Bytes;
import io.herd.protocol.Report;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The clients whose hashes begin with the same digits: their reports, and the digests of the leaves that they make up by
 * the digits that follow. Safe for any number of threads.
 */
final class Shard {
    private static final int SMALLEST = 256;

    private final HerdState state;
    /** The number of this shard's first leaf. */
    private final int firstLeaf;
    /** How far to shift a hash of the index, to be left with its leaf. */
    private final int leafShift;

    /** Marks those that are pending for any neighbour. */
    private final Index index = new Index();

    private final long[] digests;
    /** The exclusive or of those of all leaves. */
    private long digest;
    /** The feeds in whose queues each leaf is, by their bits. */
    private final int[] queued;

    /** How many reports are in each feed, by the numbers of their bits. */
    private final int[] pending = new int[Integer.SIZE];

    private RecordArena records = new RecordArena(SMALLEST);
    /** How many bytes of the records belong to reports that have moved. */
    private int wasted;

    /**
     * A shard without clients.
     *
     * @param number of this shard among its likes
     * @param leaves how many it has: a power of two
     */
    Shard(HerdState state, int number, int leaves) {
        this.state = state;
        firstLeaf = number * leaves;
        leafShift = Integer.SIZE - Integer.numberOfTrailingZeros(leaves);
        boolean _ = state.room().addBytes(SMALLEST + index.bytes());
        digests = new long[leaves];
        queued = new int[leaves];
    }

    /** The digest of all that is known here. */
    synchronized long digest() {
        return digest;
    }

    /** The exclusive or of the digests of so many leaves from one on. */
    synchronized long digest(int leaf, int count) {
        if (count == digests.length) {
            return digest;
        }
        long sum = 0;
        for (int i = leaf; i < leaf + count; i++) {
            sum ^= digests[i];
        }
        return sum;
    }

    synchronized @Nullable Report find(int hash, Bytes client) {
        int slot = slot(hash, client);
        return index.isFree(slot) ? null : records.read(index.address(slot));
    }

    // What only looks does not hold the shard: others may change it meanwhile, and nothing depends on what it sees.

    /** Reads where the search for a hash begins, and what is kept of its leaf. */
    long prefetchSlot(int hash) {
        return touch(hash, leaf(hash));
    }

    /** Reads where a leaf begins, and what is kept of it. */
    long prefetchLeaf(int leaf) {
        return touch(leaf << leafShift, leaf);
    }

    private long touch(int hash, int leaf) {
        return index.address(index.first(hash)) + digests[leaf] + queued[leaf];
    }

    /** Reads from the first record under a hash, if there is any. */
    long prefetchRecord(int hash) {
        int slot = index.first(hash);
        while (!index.isFree(slot) && index.hash(slot) != hash) {
            slot = index.after(slot);
        }
        return records.touch(index.address(slot));
    }

    /** Reads from all records of a leaf that are pending. */
    long prefetchPending(int leaf) {
        return forEach(leaf, slot -> index.isMarked(slot) && records.touch(index.address(slot)) != 0);
    }

    /** All reports of a leaf. */
    synchronized List<Report> reports(int leaf) {
        List<Report> reports = new ArrayList<>();
        int _ = forEach(leaf, slot -> reports.add(records.read(index.address(slot))));
        return reports;
    }

    /**
     * Keeps a client's report, and makes it pending for all but the teller, unless it is not newer than what stands. If it is what
     * stands, the teller knows that now and the report is not pending for it any more.
     *
     * @return whether it stands now, or why not
     */
    Kept putIfNewer(Report report, Bytes client, int hash, HerdState.Order order, @Nullable ChangeFeed teller) {
        int leaf = leaf(hash);
        synchronized (this) {
            int slot = slot(hash, client);
            int told = state.feeds().openBitOf(teller);
            long change;
            if (index.isFree(slot)) {
                if (!hasRoomFor(report)) {
                    return Kept.NO_ROOM;
                }
                change = state.hash(report);
                index.add(hash, records.add(report, change));
                slot = slot(hash, client);
            } else {
                int address = index.address(slot);
                if (!order.isNewer(report, records, address)) {
                    if (told != 0 && report.line().equals(records.line(address))) {
                        settle(slot, told);
                    }
                    return Kept.NOT_NEWER;
                }
                long reportHash = state.hash(report);
                change = reportHash ^ records.hash(address);
                if (!replace(slot, report, reportHash)) {
                    return Kept.NO_ROOM;
                }
                settle(slot, told);
            }
            digests[leaf] ^= change;
            digest ^= change;
            // Queued before others may see that it is: whoever finds a leaf queued may rely on it.
            state.feeds()
                    .queue(
                            firstLeaf + leaf,
                            markPending(slot, leaf, state.feeds().open() & ~told));
        }
        return Kept.NEWS;
    }

    /** Takes room for one more client and its report, if there is any. */
    private boolean hasRoomFor(Report report) {
        if (!state.room().addClient()) {
            return false;
        }
        boolean fits = makeRoom(RecordArena.sizeOf(report))
                && (!index.isFull() || state.room().addBytes(index.growth()));
        if (!fits) {
            state.room().removeClient();
        }
        return fits;
    }

    private int leaf(int hash) {
        return leafShift == Integer.SIZE ? 0 : hash >>> leafShift;
    }

    /** The slot of a client, or the free one where it would be. */
    private int slot(int hash, Bytes client) {
        int slot = index.first(hash);
        while (!index.isFree(slot) && !(index.hash(slot) == hash && records.isOf(index.address(slot), client))) {
            slot = index.after(slot);
        }
        return slot;
    }

    /** Puts a newer report in the place of a client's last one; false if there is no room for it. */
    private boolean replace(int slot, Report report, long hash) {
        if (records.replace(index.address(slot), report, hash)) {
            return true;
        }
        if (!makeRoom(RecordArena.sizeOf(report))) {
            return false;
        }
        int address = index.address(slot);
        int moved = records.add(report, hash);
        records.setFeeds(moved, records.feeds(address));
        wasted += records.size(address);
        index.setAddress(slot, moved);
        return true;
    }

    /**
     * Has room for a record of that size. Where there is none, all records move to where there is, and what is wasted is left
     * behind.
     *
     * @return false, and nothing has moved, if that takes more bytes than are allowed
     */
    private boolean makeRoom(int size) {
        if (records.hasRoom(size)) {
            return true;
        }
        RecordArena old = records;
        int kept = old.length() - wasted;
        int capacity = Math.addExact(kept, Math.max(kept / 4, size));
        if (!state.room().addBytes((long) capacity - old.capacity())) {
            return false;
        }
        records = new RecordArena(capacity);
        for (int slot = 0; slot < index.slots(); slot++) {
            if (!index.isFree(slot)) {
                index.setAddress(slot, records.add(old, index.address(slot)));
            }
        }
        wasted = 0;
        return true;
    }

    /** Adds a report to feeds; returns those that its leaf has yet to be queued for. */
    private int markPending(int slot, int leaf, int feeds) {
        if (feeds != 0) {
            int address = index.address(slot);
            int before = records.feeds(address);
            index.mark(slot, true);
            records.setFeeds(address, before | feeds);
            count(feeds & ~before, 1);
        }
        int fresh = feeds & ~queued[leaf];
        queued[leaf] |= feeds;
        return fresh;
    }

    /** Adds a client's report to a feed. */
    void markPending(int hash, Bytes client, ChangeFeed feed) {
        synchronized (this) {
            int slot = slot(hash, client);
            if (!index.isFree(slot) && feed.isOpen()) {
                state.feeds().queue(firstLeaf + leaf(hash), markPending(slot, leaf(hash), feed.bit()));
            }
        }
    }

    /**
     * Writes a leaf's reports that are in a feed and takes them off, and the leaf out of its queue.
     *
     * @param drained gets the place of each
     */
    synchronized void drain(int leaf, int feed, ByteWriter out, HashList drained) {
        queued[leaf] &= ~feed;
        int _ = forEach(leaf, slot -> {
            boolean isPending = isPending(slot, feed);
            if (isPending) {
                settle(slot, feed);
                records.writeForNeighbour(index.address(slot), out);
                drained.add(state.place(firstLeaf, index.hash(slot)));
            }
            return isPending;
        });
    }

    /** Adds the reports of all clients of a hash to a feed: mostly of one. */
    void markPending(int hash, ChangeFeed feed) {
        synchronized (this) {
            for (int slot = index.first(hash); !index.isFree(slot); slot = index.after(slot)) {
                if (index.hash(slot) == hash && feed.isOpen()) {
                    state.feeds().queue(firstLeaf + leaf(hash), markPending(slot, leaf(hash), feed.bit()));
                }
            }
        }
    }

    /** Takes all reports off a feed that has ended. */
    synchronized void forget(int feed) {
        Arrays.setAll(queued, leaf -> queued[leaf] & ~feed);
        for (int slot = 0; slot < index.slots(); slot++) {
            if (!index.isFree(slot)) {
                settle(slot, feed);
            }
        }
    }

    /** The hashes of a leaf's reports. */
    synchronized long[] hashes(int leaf) {
        var hashes = LongStream.builder();
        int _ = forEach(leaf, slot -> {
            hashes.add(records.hash(index.address(slot)));
            return true;
        });
        return hashes.build().toArray();
    }

    /** Whether a client's report is in a feed. */
    synchronized boolean isPending(int hash, Bytes client, int feed) {
        int slot = slot(hash, client);
        return !index.isFree(slot) && isPending(slot, feed);
    }

    /** How many reports are in a feed. Does not hold the shard: it may be about to change. */
    int pending(int feed) {
        return pending[Integer.numberOfTrailingZeros(feed)];
    }

    /** Counts a report more, or less, in each of some feeds. */
    private void count(int feeds, int more) {
        for (int rest = feeds; rest != 0; rest &= rest - 1) {
            pending[Integer.numberOfTrailingZeros(rest)] += more;
        }
    }

    /** Takes a report off feeds. */
    private void settle(int slot, int feeds) {
        if (index.isMarked(slot)) {
            int address = index.address(slot);
            int before = records.feeds(address);
            records.setFeeds(address, before & ~feeds);
            index.mark(slot, (before & ~feeds) != 0);
            count(before & feeds, -1);
        }
    }

    private boolean isPending(int slot, int feed) {
        return index.isMarked(slot) && (records.feeds(index.address(slot)) & feed) != 0;
    }

    /** Does something with the slots of a leaf that are not free; returns how often it was of avail. */
    private int forEach(int leaf, IntPredicate action) {
        long first = (long) leaf << leafShift;
        int width = index.width((int) first, first + (1L << leafShift));
        int slot = index.first((int) first);
        int count = 0;
        for (int seen = 0; seen < width || !index.isFree(slot); seen++) {
            if (!index.isFree(slot) && leaf(index.hash(slot)) == leaf && action.test(slot)) {
                count++;
            }
            slot = index.after(slot);
        }
        return count;
    }
}
