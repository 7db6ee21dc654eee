package io.herd.state;

import io.herd.protocol.ByteWriter;
import io.herd.protocol.Bytes;
import io.herd.protocol.Report;
import io.herd.protocol.ReportLine;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** All shards of a store: finds the one that a client or a leaf is in. Safe for any number of threads. */
final class Shards {
    private final ToLongFunction<Bytes> hash;
    private final TreeLayout layout;
    private final Shard[] shards;
    /** A sink that keeps the compiler from removing the prefetch. */
    @SuppressWarnings("UnusedVariable")
    private long prefetched;

    Shards(ToLongFunction<Bytes> hash, TreeLayout layout, Capacity capacity, ChangeFeeds feeds, Lifetime lifetime) {
        this.hash = hash;
        this.layout = layout;
        shards = IntStream.range(0, layout.shards())
                .mapToObj(number -> new Shard(layout, number, hash, capacity, feeds, lifetime))
                .toArray(Shard[]::new);
    }

    TreeLayout layout() {
        return layout;
    }

    long hash(Bytes bytes) {
        return hash.applyAsLong(bytes);
    }

    long clientHash(Bytes client) {
        return hash(client);
    }

    @Nullable
    Report find(Bytes client) {
        long clientHash = clientHash(client);
        return shard(clientHash).find(layout.hashWithin(clientHash), client);
    }

    /** The newest report of a client of a hash. */
    @Nullable
    Report find(long clientHash) {
        return shard(clientHash).find(layout.hashWithin(clientHash), clientHash);
    }

    PutResult acceptLocal(ReportLine report, long clientHash) {
        return shard(clientHash).acceptLocal(report, report.client(), layout.hashWithin(clientHash));
    }

    MergeResult mergeRemote(ReportLine report, long clientHash, Order order, Origin origin) {
        return shard(clientHash).mergeRemote(report, report.client(), layout.hashWithin(clientHash), order, origin);
    }

    /** Reads what keeping reports of some clients will read, for all of them before any is kept. Changes nothing. */
    void prefetch(long[] clientHashes, int count) {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += shard(clientHashes[i]).prefetchSlot(layout.hashWithin(clientHashes[i]));
        }
        for (int i = 0; i < count; i++) {
            sum += shard(clientHashes[i]).prefetchRecord(layout.hashWithin(clientHashes[i]));
        }
        prefetched = sum;
    }

    /** The same for what is pending in some leaves. */
    void prefetchPending(int[] leaves, int count) {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += shardOf(leaves[i]).prefetchLeaf(layout.within(leaves[i]));
        }
        for (int i = 0; i < count; i++) {
            sum += shardOf(leaves[i]).prefetchPending(layout.within(leaves[i]));
        }
        prefetched = sum;
    }

    /** The exclusive or of the hashes of all reports. */
    RootDigest digest() {
        long root = 0;
        long horizon = shards[0].digest().horizon();
        for (Shard shard : shards) {
            RootDigest digest = shard.digest();
            root ^= digest.root();
            horizon = horizon == digest.horizon() ? horizon : Expiry.UNSETTLED;
        }
        return new RootDigest(root, horizon);
    }

    /** The digest of some leaves that follow each other. */
    long digest(int firstLeaf, int count) {
        int step = Math.min(count, layout.leavesOfShard());
        long sum = 0;
        for (int leaf = firstLeaf; leaf < firstLeaf + count; leaf += step) {
            sum ^= shardOf(leaf).digest(layout.within(leaf), step);
        }
        return sum;
    }

    /** Removes what has expired by a horizon, shard by shard. */
    void expire(long horizon) {
        for (Shard shard : shards) {
            shard.expire(horizon);
        }
    }

    List<Report> reports(int leaf) {
        return shardOf(leaf).reports(layout.within(leaf));
    }

    /** The hashes of a leaf's reports, in any order. */
    long[] hashes(int leaf) {
        return shardOf(leaf).hashes(layout.within(leaf));
    }

    void markPending(Bytes client, FeedSlot feed) {
        long clientHash = clientHash(client);
        shard(clientHash).markPending(layout.hashWithin(clientHash), client, feed);
    }

    /** Makes the reports of the clients of a hash pending again. */
    void markPending(long clientHash, FeedSlot feed) {
        shard(clientHash).markPending(layout.hashWithin(clientHash), feed);
    }

    /** Writes a leaf's reports that are pending in a feed, and takes them off; adds their clients' hashes to a list. */
    void drain(int leaf, FeedSlot feed, ByteWriter out, HashList drained) {
        shardOf(leaf).drain(layout.within(leaf), feed.bit(), out, drained);
    }

    boolean isPending(Bytes client, FeedSlot feed) {
        long clientHash = clientHash(client);
        return shard(clientHash).isPending(layout.hashWithin(clientHash), client, feed.bit());
    }

    /** How many reports are pending in a feed, while they may change. */
    int pending(FeedSlot feed) {
        return Arrays.stream(shards)
                .mapToInt(shard -> shard.pending(feed.bit()))
                .sum();
    }

    /** Takes all reports off a feed that has ended. */
    void forget(FeedSlot feed) {
        for (Shard shard : shards) {
            shard.forget(feed.bit());
        }
    }

    private Shard shard(long clientHash) {
        return shards[layout.shard(clientHash)];
    }

    private Shard shardOf(int leaf) {
        return shards[layout.shardOf(leaf)];
    }
}
