package io.herd.state;

import io.herd.protocol.ByteWriter;
import io.herd.protocol.Bytes;
import io.herd.protocol.Report;
import io.herd.protocol.ReportLine;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The clients whose hashes begin with the same digits: their reports, the digests of the leaves that they make up by the digits
 * that follow, and what is pending of them in each feed. Safe for any number of threads.
 */
final class Shard {
    private final TreeLayout layout;
    private final ToLongFunction<Bytes> hasher;
    private final ChangeFeeds feeds;
    private final Capacity capacity;
    private final ClientTable table;
    private final PendingRecords pending;
    private final Lifetime lifetime;
    /** The number of this shard's first leaf. */
    private final int firstLeaf;
    /** How far to shift a hash of the index, to be left with its leaf. */
    private final int leafShift;

    private final long[] digests;
    /** The exclusive or of those of all leaves. */
    private long digest;

    /** Records below are expired: neither kept nor merged, told nor hashed. */
    private long horizon = Expiry.NONE;
    /** No record is older. */
    private long oldest = Long.MAX_VALUE;

    /**
     * A shard without clients.
     *
     * @param number of this shard among all
     * @param hasher hashes reports
     */
    Shard(
            TreeLayout layout,
            int number,
            ToLongFunction<Bytes> hasher,
            Capacity capacity,
            ChangeFeeds feeds,
            Lifetime lifetime) {
        this.layout = layout;
        this.hasher = hasher;
        this.feeds = feeds;
        this.lifetime = lifetime;
        this.capacity = capacity;
        table = new ClientTable(capacity);
        int leaves = layout.leavesOfShard();
        firstLeaf = number * leaves;
        pending = new PendingRecords(table, feeds, firstLeaf, leaves);
        leafShift = Integer.SIZE - Integer.numberOfTrailingZeros(leaves);
        digests = new long[leaves];
    }

    /** The digest of all that is known here. */
    synchronized RootDigest digest() {
        return new RootDigest(digest, horizon);
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

    /** A client's newest report or tombstone, or null if there is neither. */
    synchronized @Nullable Report find(int hash, Bytes client) {
        int slot = table.slot(hash, client);
        return table.index().isFree(slot) ? null : table.records().read(table.address(slot));
    }

    /** The newest report or tombstone of a client whose name has a hash, or null if there is neither. */
    synchronized @Nullable Report find(int hash, long clientHash) {
        Index index = table.index();
        for (int slot = index.first(hash); !index.isFree(slot); slot = index.after(slot)) {
            if (index.hash(slot) == hash) {
                Report report = table.records().read(table.address(slot));
                if (hasher.applyAsLong(report.client()) == clientHash) {
                    return report;
                }
            }
        }
        return null;
    }

    /** All reports of a leaf. */
    synchronized List<Report> reports(int leaf) {
        List<Report> reports = new ArrayList<>();
        int _ = forEach(leaf, slot -> reports.add(table.records().read(table.address(slot))));
        return reports;
    }

    /** The hashes of a leaf's reports. */
    synchronized long[] hashes(int leaf) {
        var hashes = LongStream.builder();
        int _ = forEach(leaf, slot -> {
            hashes.add(table.records().hash(table.address(slot)));
            return true;
        });
        return hashes.build().toArray();
    }

    /** Keeps what a client reported to this server, unless its time is not newer than that of what stands. */
    synchronized PutResult acceptLocal(ReportLine report, Bytes client, int hash) {
        return switch (put(report, client, hash, Order.BY_TIME, feeds.open(true), 0)) {
            case ACCEPTED -> PutResult.ACCEPTED;
            case KNOWN, OLDER -> {
                int slot = table.slot(hash, client);
                hurry(slot, leaf(hash));
                Report standing = table.records().read(table.address(slot));
                yield standing.isTombstone() ? PutResult.DELETED : new PutResult.Stale(standing);
            }
            case NO_ROOM -> PutResult.NO_ROOM;
            case EXPIRED -> PutResult.EXPIRED;
            case ELSEWHERE -> throw new IllegalStateException("a shard keeps all that it is given");
        };
    }

    /** A client is about to be told what stands: so neighbours are, too. */
    private void hurry(int slot, int leaf) {
        if (pending.contains(slot, feeds.delayed())) {
            pending.remove(slot, feeds.delayed());
            pending.add(slot, leaf, feeds.open(false));
        }
    }

    /**
     * Keeps what another server told, if it is newer by an order than what stands. The feeds to that server do not take it in;
     * if it is what stands, that server knows it now, and it is not pending for it any more.
     */
    synchronized MergeResult mergeRemote(ReportLine report, Bytes client, int hash, Order order, Origin origin) {
        return put(report, client, hash, order, origin.lacking(feeds), origin.told(feeds));
    }

    /**
     * @param lacking the feeds whose sinks lack the report
     * @param told the feeds whose sink has it
     */
    private MergeResult put(ReportLine report, Bytes client, int hash, Order order, long lacking, long told) {
        if (lifetime.isExpired(report.timeNanos(), report.kind(), horizon)) {
            return MergeResult.EXPIRED;
        }
        int leaf = leaf(hash);
        int slot = table.slot(hash, client);
        long change;
        if (table.index().isFree(slot)) {
            change = hasher.applyAsLong(report.line());
            slot = table.add(hash, report, change);
            if (slot == Index.NONE) {
                return MergeResult.NO_ROOM;
            }
        } else {
            int address = table.address(slot);
            if (!order.isNewer(report, table.records(), address)) {
                boolean isKnown = report.timeNanos() == table.records().timeNanos(address)
                        && report.line().equals(table.records().line(address));
                if (isKnown) {
                    pending.remove(slot, told);
                }
                return isKnown ? MergeResult.KNOWN : MergeResult.OLDER;
            }
            long reportHash = hasher.applyAsLong(report.line());
            change = reportHash ^ table.records().hash(address);
            if (!table.replace(slot, report, reportHash)) {
                return MergeResult.NO_ROOM;
            }
            pending.remove(slot, told | feeds.superseded());
        }
        oldest = Math.min(oldest, report.timeNanos());
        hashChanged(leaf, change);
        pending.add(slot, leaf, feeds.buffer(report, layout.clientHash(firstLeaf, hash), lacking));
        return MergeResult.ACCEPTED;
    }

    private void hashChanged(int leaf, long change) {
        digests[leaf] ^= change;
        digest ^= change;
    }

    /** Removes what has expired by a horizon, unless there was a later one. Goes through all records, if any may have. */
    synchronized void expire(long newHorizon) {
        if (newHorizon <= horizon) {
            return;
        }
        horizon = newHorizon;
        if (oldest >= newHorizon) {
            return;
        }
        oldest = Long.MAX_VALUE;
        int expired = table.forEach(slot -> {
            int address = table.address(slot);
            boolean isExpired = isExpired(address);
            if (isExpired) {
                pending.remove(slot, ~0L);
                hashChanged(leaf(table.index().hash(slot)), table.records().hash(address));
                capacity.remove(table.records().kind(address));
            } else {
                oldest = Math.min(oldest, table.records().timeNanos(address));
            }
            return isExpired;
        });
        if (expired > 0) {
            table.retain(address -> !isExpired(address));
        }
    }

    private boolean isExpired(int address) {
        return lifetime.isExpired(
                table.records().timeNanos(address), table.records().kind(address), horizon);
    }

    /** Makes a client's report pending in a feed. */
    synchronized void markPending(int hash, Bytes client, FeedSlot feed) {
        int slot = table.slot(hash, client);
        if (!table.index().isFree(slot)) {
            pending.add(slot, leaf(hash), feeds.openBitOf(feed));
        }
    }

    /** Makes the reports of all clients of a hash pending in a feed: mostly of one. */
    synchronized void markPending(int hash, FeedSlot feed) {
        Index index = table.index();
        for (int slot = index.first(hash); !index.isFree(slot); slot = index.after(slot)) {
            if (index.hash(slot) == hash) {
                pending.add(slot, leaf(hash), feeds.openBitOf(feed));
            }
        }
    }

    /**
     * Writes a leaf's reports that are in a feed and takes them off, and the leaf out of its queue.
     *
     * @param drained gets the hash of each client
     */
    synchronized void drain(int leaf, long feed, ByteWriter out, HashList drained) {
        pending.unqueue(leaf, feed);
        int _ = forEach(leaf, slot -> {
            boolean isPending = pending.contains(slot, feed);
            if (isPending) {
                pending.remove(slot, feed);
                table.records().writeForNeighbour(table.address(slot), out);
                drained.add(layout.clientHash(firstLeaf, table.index().hash(slot)));
            }
            return isPending;
        });
    }

    /** Takes all reports off a feed that has ended. */
    synchronized void forget(long feed) {
        pending.removeAll(feed);
    }

    /** Whether a client's report is in a feed. */
    synchronized boolean isPending(int hash, Bytes client, long feed) {
        int slot = table.slot(hash, client);
        return !table.index().isFree(slot) && pending.contains(slot, feed);
    }

    /** How many reports are in a feed. Does not hold the shard: it may be about to change. */
    int pending(long feed) {
        return pending.count(feed);
    }

    private int leaf(int hash) {
        return leafShift == Integer.SIZE ? 0 : hash >>> leafShift;
    }

    /** Does something with the slots of a leaf that are not free; returns for how many it returned true. */
    private int forEach(int leaf, IntPredicate action) {
        long first = (long) leaf << leafShift;
        return table.forEach(
                (int) first,
                first + (1L << leafShift),
                slot -> leaf(table.index().hash(slot)) == leaf && action.test(slot));
    }

    // Most of what prefetches does not hold the shard: others may change it meanwhile, and nothing depends on what it
    // sees.

    /** Reads where the search for a hash begins, and what is kept of its leaf. */
    long prefetchSlot(int hash) {
        return table.prefetchSlot(hash) + touch(leaf(hash));
    }

    /** Reads where a leaf begins, and what is kept of it. */
    long prefetchLeaf(int leaf) {
        return table.prefetchSlot(leaf << leafShift) + touch(leaf);
    }

    private long touch(int leaf) {
        return digests[leaf] + pending.queued(leaf);
    }

    /** Reads from the first record under a hash, if there is any. */
    long prefetchRecord(int hash) {
        return table.prefetchRecord(hash);
    }

    /** Reads from all records of a leaf that are pending. */
    synchronized long prefetchPending(int leaf) {
        return forEach(
                leaf, slot -> table.index().isMarked(slot) && table.records().touch(table.address(slot)) != 0);
    }
}
