package io.herd.server.intake;

import io.herd.protocol.ReportLine;
import io.vertx.core.Future;

/** Publishes records where other herds read them. Safe for any number of threads. */
@FunctionalInterface
public interface ReportPublisher {
    /**
     * Publishes a record that this server has made and does not keep. Completes, on any thread, once it is sure to be read; fails if it
     * may not be.
     *
     * @param record good for as long as it is referred to
     */
    Future<Void> publish(ReportLine record);
}
