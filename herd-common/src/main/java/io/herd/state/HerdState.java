package io.herd.state;

import io.herd.protocol.Bytes;
import io.herd.protocol.Card;
import io.herd.protocol.FenceName;
import io.herd.protocol.Readings;
import io.herd.protocol.RecordKind;
import io.herd.protocol.Report;
import io.herd.protocol.ReportLine;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The newest report of every client, and the newest definition of every fence: last-writer-wins registers. A record never gives way
 * to an older one, and merging what other servers tell is commutative, associative and idempotent. Whoever needs the changes opens a
 * {@linkplain ChangeFeed feed}; whoever compares states asks the {@linkplain #tree tree}. Safe for any number of threads.
 */
public final class HerdState {
    private static final int BUFFER_BYTES = 512 * 1024;

    private final Order order;
    private final Capacity capacity;
    private final ChangeFeeds feeds = new ChangeFeeds();
    private final Shards shards;
    private final MerkleTree tree;
    private final HorizonAgreement horizon;
    private final ClientListeners listeners = new ClientListeners();
    private final FenceNames fences = new FenceNames();
    private final DeviceNames devices;
    /** Null where all is kept. */
    private final @Nullable Predicate<ReportLine> kept;

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
        this(hash, mostClients, mostBytes, Expiry.DEFAULT);
    }

    /** The same, with a rule of when records expire. */
    public HerdState(SipHash hash, int mostClients, long mostBytes, Expiry expiry) {
        this(hash::hash, MerkleTree.DIGITS, Order.TOTAL, new Capacity(mostClients, mostBytes), expiry);
    }

    /** The same, with so many fences at most. */
    public HerdState(SipHash hash, int mostClients, int mostFences, long mostBytes, Expiry expiry) {
        this(hash, mostClients, mostFences, mostBytes, expiry, null);
    }

    /**
     * The same, of a herd that keeps some clients only.
     *
     * @param kept which records of others, and of its own disk, it takes; null for all
     */
    public HerdState(
            SipHash hash,
            int mostClients,
            int mostFences,
            long mostBytes,
            Expiry expiry,
            @Nullable Predicate<ReportLine> kept) {
        this(
                hash::hash,
                MerkleTree.DIGITS,
                Order.TOTAL,
                new Capacity(mostClients, mostFences, mostBytes),
                expiry,
                expiry::isExpired,
                kept);
    }

    HerdState(ToLongFunction<Bytes> hash, int digits, Order order, Capacity capacity, Expiry expiry) {
        this(hash, digits, order, capacity, expiry, expiry::isExpired);
    }

    HerdState(
            ToLongFunction<Bytes> hash, int digits, Order order, Capacity capacity, Expiry expiry, Lifetime lifetime) {
        this(hash, digits, order, capacity, expiry, lifetime, null);
    }

    private HerdState(
            ToLongFunction<Bytes> hash,
            int digits,
            Order order,
            Capacity capacity,
            Expiry expiry,
            Lifetime lifetime,
            @Nullable Predicate<ReportLine> kept) {
        this.kept = kept;
        this.order = order;
        this.capacity = capacity;
        shards = new Shards(hash, new TreeLayout(digits), capacity, feeds, lifetime);
        tree = new MerkleTree(shards);
        devices = new DeviceNames(capacity);
        horizon = new HorizonAgreement(expiry);
    }

    /** The hash of a client's name: its position in the index and in the Merkle tree. */
    public long clientHash(Bytes client) {
        return shards.clientHash(client);
    }

    /** The newest report of a client, or null if it is not known: nobody has reported it, or it is deleted, or expired. */
    public @Nullable Report find(Bytes client) {
        Report newest = shards.find(client);
        return newest == null || newest.isTombstone() ? null : newest;
    }

    /** The newest report of the client of a {@linkplain #clientHash hash}, or null as above. */
    public @Nullable Report find(long clientHash) {
        Report newest = shards.find(clientHash);
        return newest == null || newest.isTombstone() ? null : newest;
    }

    /** The newest report of a client, or its tombstone, or null if there is neither. */
    public @Nullable Report findWithTombstones(Bytes client) {
        return shards.find(client);
    }

    /**
     * Forgets all records older than a horizon, and takes in none of them any more. The horizon only rises: an earlier one changes
     * nothing. Goes through all records, a shard at a time, so it may take long.
     *
     * @param newHorizon POSIX time in nanoseconds
     */
    public void expire(long newHorizon) {
        horizon.reach(newHorizon);
        shards.expire(newHorizon);
        devices.sweep(this::isDevice);
    }

    /** The horizon by which this server and its neighbours mean to forget. */
    public HorizonAgreement horizon() {
        return horizon;
    }

    /** Reads ahead what keeping reports of some clients will read, so that the waits for memory overlap. Changes nothing. */
    void prefetch(long[] clientHashes, int count) {
        shards.prefetch(clientHashes, count);
    }

    /** How many clients are known. */
    public long size() {
        return capacity.count(RecordKind.REPORT);
    }

    /** How many deleted clients are remembered as deleted. */
    public long tombstones() {
        return capacity.count(RecordKind.DELETED_CLIENT);
    }

    /** How many fences are known. */
    public int fences() {
        return capacity.count(RecordKind.FENCE);
    }

    /** The names of the fences that are known, in their order, from the one behind a name on, or from the first; they may change. */
    public Collection<FenceName> fenceNames(@Nullable FenceName after) {
        return fences.after(after);
    }

    /** The newest definition of a fence, or null if there is none: nobody has defined it, or it is deleted. */
    public @Nullable Report find(FenceName fence) {
        return find(fence.recordName());
    }

    private boolean isDevice(Bytes client) {
        return find(RecordKind.READINGS.recordName(client)) != null || find(RecordKind.CARD.recordName(client)) != null;
    }

    /** The clients of which there are readings or cards and whose names begin so, in the order of their names; they may change. */
    public Stream<Bytes> devices(Bytes stem) {
        return devices.beginning(stem);
    }

    /** What a client's device told last, with its report or since; {@link Readings#NONE} where that is nothing. */
    public Readings readings(Report report) {
        Report newest = readings() == 0 ? null : find(RecordKind.READINGS.recordName(report.client()));
        if (newest == null) {
            return Readings.NONE;
        }
        Readings readings = newest.readings();
        return newest.timeNanos() == report.timeNanos() ? readings : readings.elsewhere();
    }

    /** Of how many clients there are readings. */
    public int readings() {
        return capacity.count(RecordKind.READINGS);
    }

    /** How a client is shown, or null where nobody has said so. */
    public @Nullable Card card(Bytes client) {
        Report newest = cards() == 0 ? null : find(RecordKind.CARD.recordName(client));
        return newest == null ? null : newest.card();
    }

    /** How many clients have cards. */
    public int cards() {
        return capacity.count(RecordKind.CARD);
    }

    /** How many bytes are allocated for what is known. */
    public long bytes() {
        return capacity.bytes();
    }

    /** Whether no report of a client that is not known can be kept. */
    public boolean isFull() {
        return capacity.isFull();
    }

    /** Digests of all that is known. */
    public MerkleTree tree() {
        return tree;
    }

    /** Keeps what a client reports to this server, if its time is newer than that of what stands. */
    public PutResult acceptLocal(ReportLine fresh) {
        return acceptLocal(fresh, clientHash(fresh.client()));
    }

    /** The same, given the {@linkplain #clientHash hash} of the report's client. */
    public PutResult acceptLocal(ReportLine fresh, long clientHash) {
        PutResult result = shards.acceptLocal(fresh, clientHash);
        if (result instanceof PutResult.Accepted) {
            kept(fresh);
        }
        return result;
    }

    /**
     * Keeps what another server tells, if it is newer than what stands by the total order of reports.
     *
     * @param origin who tells it
     */
    public MergeResult mergeRemote(ReportLine told, Origin origin) {
        return mergeRemote(told, clientHash(told.client()), origin);
    }

    /** The same, given the {@linkplain #clientHash hash} of the report's client. */
    public MergeResult mergeRemote(ReportLine told, long clientHash, Origin origin) {
        if (kept != null && !kept.test(told)) {
            return MergeResult.ELSEWHERE;
        }
        MergeResult result = shards.mergeRemote(told, clientHash, order, origin);
        if (result == MergeResult.ACCEPTED) {
            kept(told);
        } else if (listeners.hearOfDeletions() && told.kind() == RecordKind.DELETED_CLIENT) {
            listeners.deleted(told);
        }
        return result;
    }

    /**
     * Keeps what stands on this server's own disk, in any order, if it is newer than what stands. It makes no tombstones of notes: those that
     * were made stand there too.
     */
    public MergeResult load(ReportLine record, long clientHash) {
        if (kept != null && !kept.test(record)) {
            return MergeResult.ELSEWHERE;
        }
        MergeResult result = shards.mergeRemote(record, clientHash, order, Origin.UNKNOWN);
        if (result == MergeResult.ACCEPTED) {
            index(record);
        }
        return result;
    }

    private void kept(ReportLine record) {
        RecordKind kind = record.kind();
        if (kind == RecordKind.DELETED_CLIENT) {
            deleteNotes(record);
        } else if (kind == RecordKind.READINGS || kind == RecordKind.CARD) {
            Report ofClient = shards.find(kind.subject(record.client()));
            if (ofClient != null && ofClient.isTombstone()) {
                deleteNotes(ofClient);
            }
        }
        index(record);
    }

    private void index(ReportLine record) {
        RecordKind kind = record.kind();
        if (kind.isOfFence()) {
            fences.changed(FenceName.ofRecord(record), this::find);
        } else if (kind == RecordKind.REPORT) {
            listeners.reported(record.client());
        } else if (kind == RecordKind.DELETED_CLIENT) {
            listeners.reported(record.client());
            listeners.deleted(record);
        } else {
            devices.changed(kind.subject(record.client()), this::isDevice);
        }
    }

    /**
     * Deletes the readings and the card of a client that are older than its deletion: whoever deleted it may not have known them. Every server
     * makes the same tombstones.
     */
    private void deleteNotes(ReportLine deletion) {
        for (RecordKind kind : List.of(RecordKind.READINGS, RecordKind.CARD)) {
            Bytes name = kind.recordName(deletion.client());
            Report note = capacity.count(kind) == 0 ? null : find(name);
            if (note != null && note.timeNanos() < deletion.timeNanos()) {
                MergeResult _ =
                        mergeRemote(Report.tombstone(deletion.server(), name, deletion.timeNanos()), Origin.UNKNOWN);
            }
        }
    }

    /** Who wants to know when a client is reported. */
    public ClientListeners listeners() {
        return listeners;
    }

    /** Opens a change feed: from now on every change of its scope is pending in it. */
    public ChangeFeed open(ChangeFeed.Scope scope) {
        return new ChangeFeed(shards, tree, feeds, scope, null);
    }

    /** Opens a feed that copies up to half a megabyte of changes, as below: for a sink on a thread of its own. */
    public ChangeFeed openBuffered(ChangeFeed.Scope scope) {
        return openBuffered(scope, BUFFER_BYTES);
    }

    /**
     * Opens a feed for a sink that mostly keeps up. As long as it does, changes are copied for it, so that it need not look for them
     * where they are kept, while other threads are writing there; then it gets a client that changes several times in between as
     * often as that. What does not fit is only marked, as in any other feed.
     *
     * @param bytes how much is copied
     */
    public ChangeFeed openBuffered(ChangeFeed.Scope scope, int bytes) {
        var buffer = new ChangeBuffer(bytes, Runtime.getRuntime().availableProcessors());
        return new ChangeFeed(shards, tree, feeds, scope, buffer);
    }

    /** Opens a feed to a sink that is expected to get from elsewhere what it holds: see {@link Origin}. */
    public DelayedFeed openDelayed() {
        return new DelayedFeed(open(ChangeFeed.Scope.DELAYED), open(ChangeFeed.Scope.DELAYED));
    }
}
