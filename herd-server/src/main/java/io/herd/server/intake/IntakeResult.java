package io.herd.server.intake;

import io.herd.protocol.Report;
import io.herd.protocol.ReportView;

/** What became of a report. */
public sealed interface IntakeResult {
    /** It is the client's newest. */
    record Accepted(ReportView report) implements IntakeResult {}

    /** It is not newer than the report that stands, which answers it. */
    record Stale(Report standing) implements IntakeResult {}

    /** It changes nothing. */
    record Refused(Refusal reason) implements IntakeResult {}
}
