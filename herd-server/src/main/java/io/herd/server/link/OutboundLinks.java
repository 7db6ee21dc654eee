package io.herd.server.link;

import io.vertx.core.Future;

/** The links that this server dials, as seen by the connections that take in reports. Safe for any number of threads. */
public interface OutboundLinks {
    /**
     * Writes to every linked neighbour the changes it lacks, as far as it keeps up. Completes on the caller's context once
     * that is written; never fails.
     */
    Future<Void> sendPending();

    /** A neighbour has just linked to this server, so it can be reached: it is dialled without waiting any longer. */
    void neighbourLinked(String neighbour);
}
