package io.herd.server.intake;

import io.herd.protocol.Report;

/** What became of a report that was handed to the herd of its client. */
public sealed interface Handed {
    /** The report that stands there now: this one, or one that is no older. */
    record Taken(Report standing) implements Handed {
        /** Whether it is what the client has just reported, whichever server took it. */
        public boolean isOf(Report reported) {
            return standing.timeNanos() == reported.timeNanos()
                    && standing.client().equals(reported.client())
                    && standing.location().equals(reported.location());
        }
    }

    /** That herd refuses it. */
    record Refused() implements Handed {}
}
