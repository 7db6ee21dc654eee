package io.herd.server.places;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.jspecify.annotations.Nullable;

/** A search in flight, and the number of callers that wait for its answer. Safe for any number of threads. */
final class InFlightSearch {
    private final Promise<NearbyDocument> document = Promise.promise();
    private final long lastJoin;
    private int waiting = 1;
    private @Nullable Conversation conversation;

    /**
     * A search with one caller.
     *
     * @param lastJoin until when others may join, on a clock in nanoseconds; without it a provider that hangs would never
     *     be given up while others come
     */
    InFlightSearch(long lastJoin) {
        this.lastJoin = lastJoin;
    }

    /** Adds a caller; false if it is too late to join. */
    synchronized boolean join(long now) {
        boolean mayJoin = waiting > 0 && now - lastJoin < 0;
        waiting += mayJoin ? 1 : 0;
        return mayJoin;
    }

    /** Sets the conversation of the search, which ends when no caller waits any longer. */
    synchronized void carriedBy(Conversation with) {
        conversation = with;
        endIfAbandoned();
    }

    /** Removes a caller because of a failure; returns its answer. */
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
