package io.herd.state;

import io.herd.protocol.Bytes;
import io.herd.protocol.Prefix;
import io.herd.protocol.Report;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The clients of whose newest report a neighbour has yet to be told. A set, not a queue of messages: however often a
 * client moves while the neighbour is slow, it costs a bit beside its report, and only the newest is sent. What is queued
 * are the leaves that hold such reports, those that waited longest first. Safe for any number of threads.
 */
public final class Debt {
    private final HerdState state;
    private final int bit;
    private final LeafQueue leaves = new LeafQueue();
    /** Taken off the debt already, to be sent next. */
    private final Queue<Report> due = new ArrayDeque<>();

    private Iterator<Report> backlog = Collections.emptyIterator();
    private volatile boolean isOpen = true;

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

    /** Takes one client off the debt: its newest report, to be sent now; null if nothing is owed. */
    public synchronized @Nullable Report next() {
        while (due.isEmpty()) {
            int leaf = leaves.poll();
            if (leaf == LeafQueue.NONE) {
                return backlog.hasNext() ? backlog.next() : null;
            }
            state.settle(leaf, bit, due);
        }
        return due.remove();
    }

    /** How many clients' reports are owed; all that was known when everything was owed counts as one more. */
    public synchronized int size() {
        return Arrays.stream(leaves.toArray())
                        .map(leaf -> state.owed(leaf, bit))
                        .sum()
                + due.size()
                + (backlog.hasNext() ? 1 : 0);
    }

    /** Whether nothing is owed. */
    public synchronized boolean isEmpty() {
        return leaves.isEmpty() && due.isEmpty() && !backlog.hasNext();
    }

    /** Owes nothing any more, now and later: the neighbour is gone. Goes through all reports. Closing twice is harmless. */
    public synchronized void close() {
        if (isOpen) {
            isOpen = false;
            state.close(this);
            due.clear();
            backlog = Collections.emptyIterator();
        }
    }
}
