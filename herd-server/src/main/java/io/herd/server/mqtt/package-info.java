/**
 * The MQTT port: enough of a broker for OwnTracks. Start at {@link io.herd.server.mqtt.MqttVerticle}; a connection is a {@link
 * io.herd.server.mqtt.MqttSession}, what it publishes a {@link io.herd.server.mqtt.Publication}, and what it subscribes to a {@link
 * io.herd.server.mqtt.TopicFilter}.
 */
@NullMarked
package io.herd.server.mqtt;

import org.jspecify.annotations.NullMarked;
