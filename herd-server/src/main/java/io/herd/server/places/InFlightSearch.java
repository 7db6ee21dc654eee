package io.herd.server.places;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.jspecify.annotations.Nullable;

/** A search under way, and how many wait for its answer. Safe for any number of threads. */
final class InFlightSearch {
    private final Promise<NearbyDocument> document = Promise.promise();
    private final long lastJoin;
    private int waiting = 1;
    private @Nullable Conversation conversation;

    /**
     * A search that one waits for.
     *
     * @param lastJoin until when others may join, on a clock in nanoseconds; without it a provider that hangs would never
     *     be given up while others come
     */
    InFlightSearch(long lastJoin) {
        this.lastJoin = lastJoin;
    }

    /** One more waits for the answer; false if it is too late for that. */
    synchronized boolean join(long now) {
        boolean mayJoin = waiting > 0 && now - lastJoin < 0;
        waiting += mayJoin ? 1 : 0;
        return mayJoin;
    }

    /** The search is carried out by this conversation, which ends when nobody waits any longer. */
    synchronized void carriedBy(Conversation with) {
        conversation = with;
        endIfAbandoned();
    }

    /** One waits no longer, because of a failure; returns what to answer. */
    synchronized NearbyDocument leave(NearbyDocument failure) {
        waiting--;
        endIfAbandoned();
        return conversation == null ? failure : conversation.answer(failure);
    }

    private void endIfAbandoned() {
        if (waiting == 0 && conversation != null) {
            conversation.end();
        }
    }

    /** The search has ended. */
    void complete(NearbyDocument answer) {
        document.tryComplete(answer);
    }

    /** The answer; completed on any thread. */
    Future<NearbyDocument> document() {
        return document.future();
    }
}
