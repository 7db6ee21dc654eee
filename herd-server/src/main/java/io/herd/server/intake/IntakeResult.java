package io.herd.server.intake;

import io.herd.protocol.Report;
import io.herd.protocol.ReportView;
import io.vertx.core.Future;

/** What became of a report. */
public sealed interface IntakeResult {
    /** It is the client's newest. */
    record Accepted(ReportView report) implements IntakeResult {}

    /** It is not newer than the report that stands, which answers it. */
    record Stale(Report standing) implements IntakeResult {}

    /**
     * Its client is another herd's, and what becomes of it is known later.
     *
     * @param own the report as this server would have taken it
     * @param handed fails where the report may not be acknowledged
     */
    record Elsewhere(Report own, Future<Handed> handed) implements IntakeResult {}

    /** It changes nothing. */
    record Refused(Refusal reason) implements IntakeResult {}
}
