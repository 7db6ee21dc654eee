package io.herd.server.history;

import io.herd.protocol.Bytes;

/** What a history is told. */
sealed interface HistoryChange {
    Bytes client();

    /** The client was there. */
    record Reported(Bytes client, HistoryPoint point) implements HistoryChange {}

    /** The client was deleted, as of a POSIX time in nanoseconds. */
    record Deleted(Bytes client, long timeNanos) implements HistoryChange {}
}
