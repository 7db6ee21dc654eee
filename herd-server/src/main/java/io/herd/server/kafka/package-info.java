/**
 * The bridge to a Kafka topic that joins herds: what this server accepts is published, and what others publish is merged. docs/kafka.md
 * describes the topic. Start at {@link io.herd.server.kafka.KafkaBridge}, which owns the threads; what decides is in
 * {@link io.herd.server.kafka.PublisherRounds} and {@link io.herd.server.kafka.ReaderRounds}, plain code that is handed the time.
 */
@NullMarked
@CheckReturnValue
package io.herd.server.kafka;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
