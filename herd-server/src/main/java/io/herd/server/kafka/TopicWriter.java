package io.herd.server.kafka;

import java.util.function.Consumer;

/** Takes records for the topic. */
interface TopicWriter {
    /** What became of a record. */
    enum Outcome {
        /** The topic has it. */
        ACKNOWLEDGED,
        /** The topic may lack it. */
        FAILED,
        /** The topic will never take it. */
        REFUSED
    }

    /** Whether a record can be handed over now. */
    boolean isReady();

    /**
     * Hands a record over.
     *
     * @param done told once what became of it, now or later, on any thread
     */
    void send(int partition, TopicRecord record, Consumer<Outcome> done);
}
