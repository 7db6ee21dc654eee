package io.herd.state;

import io.herd.protocol.Bytes;
import io.herd.protocol.Prefix;
import io.herd.protocol.Report;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The clients of whose newest report a neighbour has yet to be told. A set, not a queue of messages: however often a
 * client moves while the neighbour is slow, it costs one entry, and only the newest of its reports is ever sent. Those
 * that waited longest come first. Safe for any number of threads.
 */
public final class Debt {
    private final HerdState state;
    private final Set<Bytes> clients = new LinkedHashSet<>();
    private Iterator<Report> backlog = Collections.emptyIterator();

    Debt(HerdState state) {
        this.state = state;
    }

    /** Owes all that is known by now, as to a neighbour of which nothing is known. It comes after what is newer. */
    public synchronized void oweEverything() {
        backlog = state.reports(Prefix.ROOT).iterator();
    }

    /** Owes a client's newest report, whatever the neighbour may know. */
    public synchronized void add(Bytes client) {
        if (!clients.contains(client)) {
            clients.add(client.copy());
        }
    }

    /** Takes one client off the debt: its newest report, to be sent now; null if nothing is owed. */
    public synchronized @Nullable Report next() {
        Iterator<Bytes> owed = clients.iterator();
        if (!owed.hasNext()) {
            return backlog.hasNext() ? backlog.next() : null;
        }
        Bytes client = owed.next();
        owed.remove();
        return state.find(client);
    }

    /** How many clients' reports are owed; all that was known when everything was owed counts as one more. */
    public synchronized int size() {
        return clients.size() + (backlog.hasNext() ? 1 : 0);
    }

    /** Whether nothing is owed. */
    public synchronized boolean isEmpty() {
        return clients.isEmpty() && !backlog.hasNext();
    }

    /** Owes nothing any more, now and later: the neighbour is gone. */
    public void close() {
        state.close(this);
    }
}
