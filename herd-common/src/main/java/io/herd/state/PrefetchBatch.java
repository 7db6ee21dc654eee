package io.herd.state;

import io.herd.protocol.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjLongConsumer;

/**
 * Things to be done about clients, one after the other in the order they came in. Before the first is done all clients are
 * looked for, so that the waits for memory, which are most of what keeping a report costs, overlap. Confined to one thread.
 *
 * @param <T> what is to be done
 */
public final class PrefetchBatch<T> {
    /** More than a processor can wait for at once. */
    static final int ROOM = 32;

    private final HerdState state;
    private final ObjLongConsumer<T> action;
    private final List<T> things = new ArrayList<>();
    private final long[] hashes = new long[ROOM];

    /** @param action does a thing, given the {@linkplain HerdState#clientHash hash} of its client */
    public PrefetchBatch(HerdState state, ObjLongConsumer<T> action) {
        this.state = state;
        this.action = action;
    }

    /** Adds a thing to be done about a client; does all if they have become many. */
    public void add(Bytes client, T thing) {
        hashes[things.size()] = state.clientHash(client);
        things.add(thing);
        if (things.size() == ROOM) {
            carryOut();
        }
    }

    /** Does all that was added and not done yet. */
    public void carryOut() {
        int count = things.size();
        if (count > 1) {
            state.prefetch(hashes, count);
        }
        try {
            for (int i = 0; i < count; i++) {
                action.accept(things.get(i), hashes[i]);
            }
        } finally {
            // What fails once must not be done again with what comes next.
            things.clear();
        }
    }
}
