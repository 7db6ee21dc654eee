package io.herd.server.watch;

import io.herd.protocol.Bytes;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Changes that a watcher has yet to be told of, since it does not keep up. Only the names of the clients are kept, each once, so that it
 * is told the newest of them once it can. Confined to one thread.
 */
public final class OwedChanges {
    /** About how many bytes it takes to keep a name. */
    private static final int OWED_BYTES = 100;

    private final Map<Bytes, Presence> owed = new LinkedHashMap<>();

    /** Clients have changed; their names must not change any more. */
    public void add(Map<Bytes, Presence> clients) {
        owed.putAll(clients);
    }

    /** Removes the oldest, at most so many. */
    public Map<Bytes, Presence> take(int most) {
        Map<Bytes, Presence> taken = new LinkedHashMap<>();
        Iterator<Map.Entry<Bytes, Presence>> oldest = owed.entrySet().iterator();
        while (taken.size() < most && oldest.hasNext()) {
            Map.Entry<Bytes, Presence> each = oldest.next();
            taken.put(each.getKey(), each.getValue());
            oldest.remove();
        }
        return taken;
    }

    public void clear() {
        owed.clear();
    }

    public boolean isEmpty() {
        return owed.isEmpty();
    }

    /** About how many bytes it holds. */
    public long heldBytes() {
        return (long) OWED_BYTES * owed.size();
    }
}
