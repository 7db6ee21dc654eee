package io.herd.server.mqtt;

import io.herd.access.Names;
import io.herd.server.mqtt.Publication.Said;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttWill;
import org.jspecify.annotations.Nullable;

/**
 * What a client wants published when its connection breaks.
 *
 * @param topic where
 */
record Will(String topic, Buffer payload) {
    /** The will in a CONNECT; null if there is none. */
    static @Nullable Will of(MqttWill will) {
        byte[] payload = will.getWillMessageBytes();
        return will.isWillFlag() && payload != null ? new Will(will.getWillTopic(), Buffer.buffer(payload)) : null;
    }

    /** Publishes it; a topic that is none of OwnTracks is refused. */
    void publish(String user, Names permitted, Forwarder forwarder, MqttCounters counters) {
        switch (Publication.read(topic, payload.getBytes(), false, user, permitted)) {
            case Said said -> forwarder.pass(said, payload);
            case Publication.Removal _, Publication.Foreign _ ->
                counters.refused(MqttRefusal.FOREIGN_TOPIC).increment();
        }
    }
}
