package io.herd.server.kafka;

import io.herd.protocol.Bytes;
import io.herd.protocol.Report;

/** What a record of the topic says. */
sealed interface TopicContent {
    /** A record of the state, and the herd that published it. */
    record Told(Report report, Bytes herd) implements TopicContent {}

    /** Nothing that can be merged. */
    record Rejected(Reason reason) implements TopicContent {}

    /** Why a record cannot be merged. */
    enum Reason {
        /** It has no value. That deletes nothing, since it has no time. */
        EMPTY,
        /** It is of a form that this server does not know. */
        VERSION,
        /** It is longer than any line of a neighbour. */
        TOO_LARGE,
        /** Its value is no such line, or is about another name than its key, or its herd is missing. */
        MALFORMED,
        /** Its time is too far ahead. */
        FUTURE
    }
}
