package io.herd.state;

import io.herd.protocol.Bytes;
import io.herd.protocol.ReportLine;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who wants to know when a client is reported or deleted. While nobody does, a report costs one look at a counter more. Safe for any
 * number of threads.
 */
public final class ClientListeners {
    private final ConcurrentMap<Bytes, List<Consumer<Bytes>>> listeners = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private volatile @Nullable Consumer<ReportLine> deletions;

    /** Has a listener told of each newer report of a client, on the thread that keeps it. */
    public void add(Bytes client, Consumer<Bytes> listener) {
        listeners.compute(client, (_, before) -> {
            List<Consumer<Bytes>> all = before == null ? new CopyOnWriteArrayList<>() : before;
            all.add(listener);
            return all;
        });
        count.incrementAndGet();
    }

    /** Undoes {@link #add}. */
    public void remove(Bytes client, Consumer<Bytes> listener) {
        listeners.computeIfPresent(client, (_, all) -> {
            if (all.remove(listener)) {
                count.decrementAndGet();
            }
            return all.isEmpty() ? null : all;
        });
    }

    /**
     * Has a listener told of every tombstone of a client that this server makes or hears of, even where a newer report stands already, on
     * the thread that keeps it. What it is told is good until it returns.
     */
    public void onDeletion(Consumer<ReportLine> listener) {
        deletions = listener;
    }

    boolean hearOfDeletions() {
        return deletions != null;
    }

    void deleted(ReportLine tombstone) {
        Consumer<ReportLine> listener = deletions;
        if (listener != null) {
            listener.accept(tombstone);
        }
    }

    void reported(Bytes client) {
        if (count.get() > 0) {
            List<Consumer<Bytes>> waiting = listeners.get(client);
            if (waiting != null) {
                // The name may be a view of bytes that are about to change.
                Bytes name = client.copy();
                waiting.forEach(listener -> listener.accept(name));
            }
        }
    }
}
