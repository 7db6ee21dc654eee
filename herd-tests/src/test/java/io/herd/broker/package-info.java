/** The real Kafka, as processes of this machine. Start at {@link io.herd.broker.KafkaBroker}. */
@NullMarked
package io.herd.broker;

import org.jspecify.annotations.NullMarked;
