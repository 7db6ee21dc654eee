package io.herd.server.watch;

import io.herd.protocol.Bytes;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Changes that a connection has yet to be told of, since it does not keep up. Only the names of the clients are kept, each once for
 * each of its subscriptions, so that it is told the newest of them once it can. Confined to one thread.
 *
 * @param <S> what stands for a subscription
 */
public final class OwedChanges<S> {
    /** About how many bytes it takes to keep a name. */
    private static final int OWED_BYTES = 100;

    /** The first is served next. */
    private final Map<S, Map<Bytes, Presence>> owed = new LinkedHashMap<>();

    private int size;

    /**
     * Some of what is owed.
     *
     * @param subscription the one that it is owed to
     * @param clients the oldest first
     */
    public record Batch<S>(S subscription, Map<Bytes, Presence> clients) {}

    /** Clients have changed; their names must not change any more. */
    public void add(S subscription, Map<Bytes, Presence> clients) {
        if (!clients.isEmpty()) {
            Map<Bytes, Presence> ofSubscription = owed.computeIfAbsent(subscription, _ -> new LinkedHashMap<>());
            size -= ofSubscription.size();
            ofSubscription.putAll(clients);
            size += ofSubscription.size();
        }
    }

    /** Removes the oldest of one subscription, at most so many; the next time another one has its turn. Something must be owed. */
    public Batch<S> take(int most) {
        Iterator<Map.Entry<S, Map<Bytes, Presence>>> turns = owed.entrySet().iterator();
        Map.Entry<S, Map<Bytes, Presence>> first = turns.next();
        turns.remove();
        S subscription = first.getKey();
        Map<Bytes, Presence> rest = first.getValue();
        Map<Bytes, Presence> taken = new LinkedHashMap<>();
        Iterator<Map.Entry<Bytes, Presence>> oldest = rest.entrySet().iterator();
        while (taken.size() < most && oldest.hasNext()) {
            Map.Entry<Bytes, Presence> each = oldest.next();
            taken.put(each.getKey(), each.getValue());
            oldest.remove();
        }
        size -= taken.size();
        if (!rest.isEmpty()) {
            owed.put(subscription, rest);
        }
        return new Batch<>(subscription, taken);
    }

    /** Nothing is to be told of a subscription any more. */
    public void forget(S subscription) {
        Map<Bytes, Presence> forgotten = owed.remove(subscription);
        size -= forgotten == null ? 0 : forgotten.size();
    }

    public void clear() {
        owed.clear();
        size = 0;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    /** About how many bytes it holds. */
    public long heldBytes() {
        return (long) OWED_BYTES * size;
    }
}
