package io.herd.server.watch;

import io.herd.protocol.Bytes;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Changes that a watcher has yet to be told of, since it does not keep up. Only the names of the clients are kept, each once, so
 * that it is told the newest of them once it can. Confined to one thread.
 */
public final class OwedChanges {
    /** About how many bytes it takes to keep a name. */
    private static final int OWED_BYTES = 100;

    private final Set<Owed> owed = new LinkedHashSet<>();

    private record Owed(Interest interest, Bytes client) {}

    /** Clients have changed; their names must not change any more. */
    public void add(Interest interest, Collection<Bytes> clients) {
        clients.forEach(client -> owed.add(new Owed(interest, client)));
    }

    /** Removes the oldest, at most so many, and hands them to an action. */
    public void take(int most, BiConsumer<Interest, Bytes> action) {
        Iterator<Owed> oldest = owed.iterator();
        for (int taken = 0; taken < most && oldest.hasNext(); taken++) {
            Owed each = oldest.next();
            oldest.remove();
            action.accept(each.interest, each.client);
        }
    }

    /** Nothing is to be told of an interest any more. */
    public void forget(Interest interest) {
        owed.removeIf(each -> each.interest.equals(interest));
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
