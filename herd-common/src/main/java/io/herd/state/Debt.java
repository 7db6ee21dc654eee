package io.herd.state;

import io.herd.protocol.ByteWriter;
import io.herd.protocol.Bytes;
import io.herd.protocol.Prefix;
import io.herd.protocol.Report;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;

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
    private Iterator<Report> backlog = Collections.emptyIterator();
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

    /** Owes all that is known by now, as to a neighbour of which nothing is known. It comes after what is newer. */
    public synchronized void oweEverything() {
        backlog = state.reports(Prefix.ROOT).iterator();
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
            if (count > 0) {
                told += tellLeaves(count, out);
            } else {
                backlog.next().writeForNeighbour(out);
                told++;
            }
        }
        return told;
    }

    private int tellLeaves(int count, ByteWriter out) {
        state.lookForOwed(next, count);
        int told = 0;
        for (int i = 0; i < count; i++) {
            told += state.tell(next[i], bit, out);
        }
        return told;
    }

    /** How many clients' reports are owed; all that was known when everything was owed counts as one more. */
    public synchronized int size() {
        return Arrays.stream(leaves.toArray())
                        .map(leaf -> state.owed(leaf, bit))
                        .sum()
                + (backlog.hasNext() ? 1 : 0);
    }

    /** Whether nothing is owed. */
    public synchronized boolean isEmpty() {
        return leaves.isEmpty() && !backlog.hasNext();
    }

    /** Owes nothing any more, now and later: the neighbour is gone. Goes through all reports. Closing twice is harmless. */
    public synchronized void close() {
        if (isOpen) {
            isOpen = false;
            state.close(this);
            backlog = Collections.emptyIterator();
        }
    }
}
