package io.herd.server.kafka;

import io.herd.protocol.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * A record of the topic, its fields as they are read: whoever may write to the topic chose them.
 *
 * @param key the name of the record in the state
 * @param value the line that neighbours get of it, without its LF; null in what Kafka calls a tombstone
 * @param version the form of the record
 * @param herd the herd that published it
 */
record TopicRecord(
        @Nullable Bytes key,
        @Nullable Bytes value,
        @Nullable Bytes version,
        @Nullable Bytes herd) {
    /** How many bytes of memory it takes while it is on its way, about. */
    int bytes() {
        return OVERHEAD + (key == null ? 0 : key.length()) + (value == null ? 0 : value.length());
    }

    private static final int OVERHEAD = 100;
}
