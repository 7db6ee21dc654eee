package io.herd.server.client;

import io.vertx.core.Future;

/** The way to the neighbours. */
public interface Flood {
    /**
     * Writes to every connected neighbour what is pending for it, as far as it keeps up. Completes, on the caller's context,
     * once that is written; never fails.
     */
    Future<Void> sendPending();
}
