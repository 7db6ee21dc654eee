package io.herd.state;

import io.herd.protocol.ByteWriter;
import io.herd.protocol.Bytes;
import io.herd.protocol.Prefix;
import io.herd.protocol.Report;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;

/**
 * The clients of whose newest report a neighbour has yet to be told. A set, not a queue of messages: however often a
 * client moves while the neighbour is slow, it costs a bit beside its report, and only the newest is sent. What is queued
 * are the leaves that hold such reports, those that waited longest first. Safe for any number of threads.
 */
public final class Debt {
    /** How many leaves are told of together: enough for the waits for memory to overlap. */
    private static final int GROUP = 16;

    private final HerdState state;
    private final int bit;
    private final LeafQueue leaves = new LeafQueue();
    /** The reports of nodes of which the neighbour knows nothing; what is newer need not wait for them. */
    private final Queue<Iterator<Report>> backlog = new ArrayDeque<>();

    private long toldOfBacklog;
    private volatile boolean isOpen = true;
    /** Leaves on their way out of the queue. */
    private final int[] next = new int[GROUP];

    Debt(HerdState state, int bit) {
        this.state = state;
        this.bit = bit;
    }

    /** What marks a report as part of this debt; no other that is open has it. */
    int bit() {
        return bit;
    }

    boolean isOpen() {
        return isOpen;
    }

    void queue(int leaf) {
        leaves.add(leaf);
    }

    /**
     * Owes all that is known below a node by now, to a neighbour that knows nothing of it. It is told in turn with what is
     * newer, so that neither waits for the other.
     */
    public synchronized void oweAll(Prefix node) {
        Iterator<Report> reports = state.reports(node).iterator();
        if (reports.hasNext()) {
            backlog.add(reports);
        }
    }

    /** Owes a client's newest report, whatever the neighbour may know. */
    public void add(Bytes client) {
        state.owe(client, this);
    }

    /**
     * Takes clients off the debt and writes their newest reports, as neighbours get them, until there are enough or nothing
     * is owed.
     *
     * @param enough how many bytes to write; the last reports may go beyond
     * @return how many reports were written
     */
    public synchronized int tell(ByteWriter out, int enough) {
        int told = 0;
        while (out.length() < enough && !isEmpty()) {
            int count = leaves.poll(next);
            int fresh = count == 0 ? 0 : tellLeaves(count, out);
            told += fresh;
            if (out.length() < enough) {
                told += tellBacklog(Math.max(1, fresh), out);
            }
        }
        return told;
    }

    private int tellBacklog(int most, ByteWriter out) {
        int told = 0;
        for (Iterator<Report> reports = backlog.peek(); reports != null && told < most; reports = backlog.peek()) {
            reports.next().writeForNeighbour(out);
            told++;
            if (!reports.hasNext()) {
                backlog.remove();
            }
        }
        toldOfBacklog += told;
        return told;
    }

    /** How many reports of {@linkplain #oweAll whole nodes} have been told so far. */
    public synchronized long toldOfBacklog() {
        return toldOfBacklog;
    }

    private int tellLeaves(int count, ByteWriter out) {
        state.lookForOwed(next, count);
        int told = 0;
        for (int i = 0; i < count; i++) {
            told += state.tell(next[i], bit, out);
        }
        return told;
    }

    /** Whether a client's newest report is owed, as far as not only its {@linkplain #oweAll whole node} is. */
    public boolean contains(Bytes client) {
        return state.isOwed(client, bit);
    }

    /** How many clients' reports are owed, while they may change; each whole node that is owed counts as one more. */
    public synchronized int size() {
        return state.owed(bit) + backlog.size();
    }

    /** Whether nothing is owed. */
    public synchronized boolean isEmpty() {
        return leaves.isEmpty() && backlog.isEmpty();
    }

    /** Owes nothing any more, now and later: the neighbour is gone. Goes through all reports. Closing twice is harmless. */
    public synchronized void close() {
        if (isOpen) {
            isOpen = false;
            state.close(this);
            backlog.clear();
        }
    }
}
