package io.herd.server.watch;

import io.herd.protocol.Report;

/** What is to be said of a client that was of interest and has changed. */
public sealed interface Change {
    /** Its newest report. */
    record Reported(Report report) implements Change {}

    /** It is of no interest where it is now. */
    record Left() implements Change {}

    /** It is not known any more. */
    record Gone() implements Change {}
}
