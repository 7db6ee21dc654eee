package io.herd.state;

import io.herd.protocol.ByteWriter;
import io.herd.protocol.Bytes;
import io.herd.protocol.Prefix;
import io.herd.protocol.Report;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The newest report of every client: last-writer-wins registers. A client's report never gives way to an older one, and
 * merging what other servers tell is commutative, associative and idempotent. Every change becomes a
 * {@linkplain ChangeFeed feed} to the neighbours. Safe for any number of threads.
 *
 * <p>The reports stand in the leaves of a tree, by the first digits of their clients' hashes. A node's digest is the
 * exclusive or of the hashes of all reports below it; where two servers' digests of a node agree, so do their reports.
 */
public final class HerdState {
    /** How many digits of its clients' hashes a leaf stands for. */
    public static final int DIGITS = 4;

    /** Odd, so that it leads to every leaf, and the golden section of 2^16, so that it leads everywhere soon. */
    private static final int STRIDE = 40_503;

    private final ToLongFunction<Bytes> hash;
    private final Order order;
    private final int digits;
    /** How many bits of a hash tell the shard. */
    private final int shardBits;
    /** How many bits after those tell the leaf within it. */
    private final int leafBits;

    private final Shard[] shards;
    private final Capacity room;

    private final ChangeFeeds feeds = new ChangeFeeds();
    private final Awaited awaited = new Awaited();
    /** Depends on all that was looked for: what nothing depends on, a compiler need not read. */
    @SuppressWarnings("UnusedVariable")
    private long seen;

    /** Tells which of two reports of a client is the newer. */
    @FunctionalInterface
    interface Order {
        /** Those that clients send: a command sent again changes nothing. */
        Order BY_TIME = (fresh, records, address) -> fresh.timeNanos() > records.timeNanos(address);

        /** Those that servers tell of: a total order. */
        Order TOTAL = (fresh, records, address) -> {
            long standing = records.timeNanos(address);
            return fresh.timeNanos() == standing
                    ? fresh.line().compareTo(records.line(address)) > 0
                    : fresh.timeNanos() > standing;
        };

        /** Whether a report is newer than the one at an address. */
        boolean isNewer(Report fresh, RecordArena records, int address);
    }

    /** A state that knows nobody and has room for any number; its hashes are those of all servers of the herd. */
    public HerdState(SipHash hash) {
        this(hash, Integer.MAX_VALUE, Long.MAX_VALUE);
    }

    /**
     * A state that knows nobody.
     *
     * @param mostClients how many clients it keeps at most, whoever reports them
     * @param mostBytes how many bytes it allocates for them at most
     */
    public HerdState(SipHash hash, int mostClients, long mostBytes) {
        this(hash::hash, DIGITS, Order.TOTAL, new Capacity(mostClients, mostBytes));
    }

    HerdState(ToLongFunction<Bytes> hash, int digits, Order order, Capacity room) {
        this.hash = hash;
        this.room = room;
        this.order = order;
        this.digits = digits;
        shardBits = 4 * digits / 2;
        leafBits = 4 * digits - shardBits;
        shards = IntStream.range(0, 1 << shardBits)
                .mapToObj(number -> new Shard(this, number, 1 << leafBits))
                .toArray(Shard[]::new);
    }

    /** Where a client's report is kept: a hash of its name. */
    public long place(Bytes client) {
        return hash.applyAsLong(client);
    }

    /** The newest report of a client, or null if nobody reported it. */
    public @Nullable Report find(Bytes client) {
        long place = place(client);
        return shard(place).find(hashWithin(place), client);
    }

    /**
     * Reads what keeping reports at some places will read, for all of them before it makes use of any, so that the waits for
     * memory overlap. Changes nothing.
     */
    void prefetch(long[] places, int count) {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += shard(places[i]).prefetchSlot(hashWithin(places[i]));
        }
        for (int i = 0; i < count; i++) {
            sum += shard(places[i]).prefetchRecord(hashWithin(places[i]));
        }
        seen = sum;
    }

    /** The same for what is pending in some leaves. */
    void prefetchPending(int[] leaves, int count) {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += shardOf(leaves[i]).prefetchLeaf(within(leaves[i]));
        }
        for (int i = 0; i < count; i++) {
            sum += shardOf(leaves[i]).prefetchPending(within(leaves[i]));
        }
        seen = sum;
    }

    /** How many clients are known. */
    public long size() {
        return room.clients();
    }

    /** How many bytes are allocated for what is known. */
    public long bytes() {
        return room.bytes();
    }

    /** Whether no report of a client that is not known can be kept. */
    public boolean isFull() {
        return room.isFull();
    }

    /** The digest of all that is known; 0 if that is nothing. Goes through all shards. */
    public long root() {
        long sum = 0;
        for (Shard shard : shards) {
            sum ^= shard.digest();
        }
        return sum;
    }

    /** Whether there is such a node. */
    public boolean isNode(Prefix node) {
        return node.digits() <= digits;
    }

    /** Whether a node has reports instead of children. */
    public boolean isLeaf(Prefix node) {
        return node.digits() == digits;
    }

    /** The digests of a node's children. */
    public long[] children(Prefix node) {
        var digests = new long[Prefix.FANOUT];
        int width = width(node) / Prefix.FANOUT;
        int step = Math.min(width, 1 << leafBits);
        int leaf = firstLeaf(node);
        for (int child = 0; child < Prefix.FANOUT; child++) {
            for (int end = leaf + width; leaf < end; leaf += step) {
                digests[child] ^= shardOf(leaf).digest(within(leaf), step);
            }
        }
        return digests;
    }

    /**
     * The newest reports of all clients below a node, leaf by leaf, while they may change. The leaves come in an order that
     * leaves no part of them for last: whoever is told in the order of the hashes would fill its index from one end, and
     * search ever longer for the next place.
     */
    public Stream<Report> reports(Prefix node) {
        int last = width(node) - 1;
        return IntStream.rangeClosed(0, last)
                .map(number -> firstLeaf(node) + (number * STRIDE & last))
                .boxed()
                .flatMap(leaf -> shardOf(leaf).reports(within(leaf)).stream());
    }

    /** The hashes of a leaf's reports, in any order. */
    public long[] hashes(Prefix leaf) {
        int number = firstLeaf(leaf);
        return shardOf(number).hashes(within(number));
    }

    private int firstLeaf(Prefix node) {
        return node.value() * width(node);
    }

    /** How many leaves are below a node. */
    private int width(Prefix node) {
        return 1 << (4 * (digits - node.digits()));
    }

    /** The hash of a report, which it gives to the digests of its leaf and of all nodes above. */
    public long hash(Report report) {
        return hash.applyAsLong(report.line());
    }

    /**
     * Takes what a client itself reports. It counts only with a newer time than what stands: a command sent again,
     * however late, changes nothing.
     *
     * @return whether it stands now, or why not
     */
    public Kept acceptLocal(Report fresh) {
        return acceptLocal(fresh, place(fresh.client()));
    }

    /** The same, given the place of the report's client. */
    public Kept acceptLocal(Report fresh, long place) {
        return putIfNewer(fresh, place, Order.BY_TIME, null);
    }

    /**
     * Takes what another server tells, by the total order of reports.
     *
     * @param teller what is pending for the server that tells it, which need not hear it again
     * @return whether it stands now, or why not
     */
    public Kept mergeRemote(Report told, @Nullable ChangeFeed teller) {
        return mergeRemote(told, place(told.client()), teller);
    }

    /** The same, given the place of the report's client. */
    public Kept mergeRemote(Report told, long place, @Nullable ChangeFeed teller) {
        return putIfNewer(told, place, order, teller);
    }

    private Kept putIfNewer(Report report, long place, Order order, @Nullable ChangeFeed teller) {
        Kept kept = shard(place).putIfNewer(report, report.client(), hashWithin(place), order, teller);
        if (kept == Kept.NEWS) {
            awaited.reported(report.client());
        }
        return kept;
    }

    private Shard shard(long place) {
        return shards[(int) (place >>> (Long.SIZE - shardBits))];
    }

    /** The bits of a hash after those that tell the shard. */
    private int hashWithin(long place) {
        return (int) ((place << shardBits) >>> Integer.SIZE);
    }

    /** The place of a client of a shard, given any leaf and the hash within it. */
    long place(int leaf, int hashWithin) {
        long shard = Integer.toUnsignedLong(leaf >>> leafBits);
        return shard << (Long.SIZE - shardBits) | Integer.toUnsignedLong(hashWithin) << (Integer.SIZE - shardBits);
    }

    private Shard shardOf(int leaf) {
        return shards[leaf >>> leafBits];
    }

    /** The number of a leaf within its shard. */
    private int within(int leaf) {
        return leaf & ((1 << leafBits) - 1);
    }

    /** Who wants to know when a client is reported. */
    public Awaited awaited() {
        return awaited;
    }

    Capacity room() {
        return room;
    }

    ChangeFeeds feeds() {
        return feeds;
    }

    /** Opens a change feed: from now on every change is pending in it. */
    public ChangeFeed open() {
        return feeds.open(this);
    }

    void markPending(Bytes client, ChangeFeed feed) {
        long place = place(client);
        shard(place).markPending(hashWithin(place), client, feed);
    }

    /** Makes the reports of the clients at a place pending again. */
    void markPending(long place, ChangeFeed feed) {
        shard(place).markPending(hashWithin(place), feed);
    }

    /** Writes a leaf's reports that are in a feed, and takes them off; adds where they are kept to a list. */
    void drain(int leaf, int feed, ByteWriter out, HashList drained) {
        shardOf(leaf).drain(within(leaf), feed, out, drained);
    }

    boolean isPending(Bytes client, int feed) {
        long place = place(client);
        return shard(place).isPending(hashWithin(place), client, feed);
    }

    /** How many reports are in a feed, while they may change. */
    int pending(int feed) {
        int sum = 0;
        for (Shard shard : shards) {
            sum += shard.pending(feed);
        }
        return sum;
    }

    void close(ChangeFeed feed) {
        feeds.stop(feed);
        for (Shard shard : shards) {
            shard.forget(feed.bit());
        }
        feeds.free(feed);
    }
}
