package io.herd.server.intake;

import io.herd.protocol.Readings;
import io.herd.protocol.ReportLine;

/**
 * Takes all reports that this server takes from clients, also those that are not the newest of their clients any more. Safe for any
 * number of threads.
 */
@FunctionalInterface
public interface ReportSink {
    /**
     * Takes a report, and what else its client's device told.
     *
     * @param report good until this returns
     */
    void add(ReportLine report, Readings readings);
}
