package io.herd.state;

import io.herd.protocol.ByteWriter;
import io.herd.protocol.Bytes;
import io.herd.protocol.Prefix;
import io.herd.protocol.Report;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The clients whose newest report a sink lacks: a neighbour, or whatever else follows the changes of the state. A set, not a
 * queue of messages: however often a client moves while the sink is slow, it costs a bit beside its report, and only the newest
 * is written. The leaves that hold such reports are queued, those that waited longest first.
 *
 * <p>A buffered feed also keeps copies of the newest changes, as long as its sink keeps up: see {@link HerdState#openBuffered}.
 *
 * <p>A sink {@linkplain #drain drains} a batch, and {@linkplain #commit commits} it once it has it, or
 * {@linkplain #rollback rolls it back}: then its clients are pending again, with whatever report is their newest by then. Safe for
 * any number of threads; only one batch is in flight at a time.
 */
public final class ChangeFeed {
    /** Which changes a feed takes in. */
    public enum Scope {
        /** Every change. */
        ALL,
        /** What clients reported to this very server. A client stays pending when another server tells something newer. */
        LOCAL,
        /** No change but those that a {@link DelayedFeed} delays. */
        DELAYED,
        /** No change, only what is {@linkplain #add added}; a newer report of its client takes it off again. */
        ADDED
    }

    /** How many leaves are drained together: enough for the waits for memory to overlap. */
    private static final int GROUP = 16;

    private final Shards shards;
    private final MerkleTree tree;
    private final ChangeFeeds feeds;
    private final FeedSlot slot;
    private final LeafQueue leaves;
    private final @Nullable ChangeBuffer buffer;
    /** The reports of nodes of which the sink knows nothing; what is newer need not wait for them. */
    private final Queue<Iterator<Report>> backlog = new ArrayDeque<>();

    /** The clients that were drained and are neither committed nor rolled back. */
    private final HashList inFlight = new HashList();

    private long drainedOfBacklog;
    /** Leaves on their way out of the queue. */
    private final int[] next = new int[GROUP];

    ChangeFeed(Shards shards, MerkleTree tree, ChangeFeeds feeds, Scope scope, @Nullable ChangeBuffer buffer) {
        this.shards = shards;
        this.tree = tree;
        this.feeds = feeds;
        this.buffer = buffer;
        slot = feeds.open(scope, buffer);
        leaves = slot.leaves();
    }

    FeedSlot slot() {
        return slot;
    }

    /**
     * Makes all that is known below a node by now pending, for a sink that knows nothing of it. It is drained in turn with what
     * is newer, so that neither waits for the other.
     */
    public synchronized void addAll(Prefix node) {
        Iterator<Report> reports = tree.reports(node).iterator();
        if (reports.hasNext()) {
            backlog.add(reports);
        }
    }

    /** Makes a client's newest report pending, whatever the sink may know. */
    public void add(Bytes client) {
        shards.markPending(client, slot);
    }

    /**
     * Takes clients off the set and writes their newest reports, as neighbours get them, until there are enough or none is
     * pending. They are in flight until {@link #commit} or {@link #rollback}.
     *
     * @param enough how many bytes to write; the last reports may go beyond, and those that are buffered
     * @return how many reports were written
     */
    public synchronized int drain(ByteWriter out, int enough) {
        int before = inFlight.size();
        if (buffer != null) {
            buffer.drain(out, inFlight);
        }
        while (out.length() < enough && !isNoneMarked()) {
            int count = leaves.poll(next);
            int fresh = count == 0 ? 0 : drainLeaves(count, out);
            if (out.length() < enough) {
                drainBacklog(Math.max(1, fresh), out);
            }
        }
        if (leaves.isEmpty()) {
            slot.caughtUp();
        }
        return inFlight.size() - before;
    }

    private void drainBacklog(int most, ByteWriter out) {
        int drained = 0;
        for (Iterator<Report> reports = backlog.peek(); reports != null && drained < most; reports = backlog.peek()) {
            Report report = reports.next();
            report.writeForNeighbour(out);
            inFlight.add(shards.clientHash(report.client()));
            drained++;
            if (!reports.hasNext()) {
                backlog.remove();
            }
        }
        drainedOfBacklog += drained;
    }

    private int drainLeaves(int count, ByteWriter out) {
        shards.prefetchPending(next, count);
        int before = inFlight.size();
        for (int i = 0; i < count; i++) {
            shards.drain(next[i], slot, out, inFlight);
        }
        return inFlight.size() - before;
    }

    /** The sink has what was drained. */
    public synchronized void commit() {
        inFlight.clear();
    }

    /** The sink has not got what was drained: it is pending again. */
    public synchronized void rollback() {
        for (int i = 0; i < inFlight.size(); i++) {
            shards.markPending(inFlight.get(i), slot);
        }
        inFlight.clear();
    }

    /** Whether {@linkplain #addAll whole nodes} are pending. */
    public synchronized boolean hasBacklog() {
        return !backlog.isEmpty();
    }

    /** How many reports of {@linkplain #addAll whole nodes} have been drained so far. */
    public synchronized long drainedOfBacklog() {
        return drainedOfBacklog;
    }

    /** Whether a client is marked as pending; not if only its {@linkplain #addAll whole node} is, or its report is buffered. */
    public boolean contains(Bytes client) {
        return shards.isPending(client, slot);
    }

    /**
     * How many clients' reports are pending or in flight, while they may change; each whole node that is pending counts as one more,
     * and a client that is buffered as often as it is.
     */
    public synchronized int size() {
        return buffered() + shards.pending(slot) + backlog.size() + inFlight.size();
    }

    /** Whether nothing is pending and nothing is in flight. */
    public synchronized boolean isEmpty() {
        return inFlight.isEmpty() && buffered() == 0 && isNoneMarked();
    }

    private int buffered() {
        return buffer == null ? 0 : buffer.size();
    }

    private boolean isNoneMarked() {
        return leaves.isEmpty() && backlog.isEmpty();
    }

    /** Ends the feed: nothing is pending in it, now and later. Goes through all reports. Closing twice is harmless. */
    public synchronized void close() {
        if (slot.isOpen()) {
            feeds.stop(slot);
            shards.forget(slot);
            feeds.free(slot);
            backlog.clear();
            if (buffer != null) {
                buffer.clear();
            }
            inFlight.clear();
        }
    }
}
