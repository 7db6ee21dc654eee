package io.herd.server.mqtt;

import io.herd.access.Names;
import io.herd.server.mqtt.Publication.Said;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttWill;

/**
 * What a client wants published when its connection breaks.
 *
 * @param topic where
 */
record Will(String topic, byte[] payload) {
    private static final byte[] NOTHING = {};
    static final Will NONE = new Will("", NOTHING);

    static Will of(MqttWill will) {
        byte[] payload = will.getWillMessageBytes();
        return will.isWillFlag() && payload != null ? new Will(will.getWillTopic(), payload) : NONE;
    }

    /** Publishes it; a topic that is none of OwnTracks is refused. */
    void publish(String user, Names permitted, Forwarder forwarder, MqttCounters counters) {
        if (this == NONE) {
            return;
        }
        switch (Publication.read(topic, payload, false, user, permitted)) {
            case Said said -> forwarder.pass(said, Buffer.buffer(payload));
            case Publication.Removal _, Publication.Foreign _ ->
                counters.refused(MqttRefusal.FOREIGN_TOPIC).increment();
        }
    }
}
