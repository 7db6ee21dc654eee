package io.herd.server.client;

import io.herd.protocol.Report;
import io.vertx.core.Future;
import java.util.List;

/** Knows which clients are near another. */
public interface ClientsNear {
    /**
     * The other clients within a radius in metres of a report's position, at most {@code limit}, the nearest first. Completes on
     * the caller's context, and never fails.
     */
    Future<List<Report>> near(Report center, double radius, int limit);
}
