package io.herd.server.mqtt;

import io.netty.handler.codec.mqtt.MqttQoS;
import java.util.ArrayList;
import java.util.List;

/** What is to be acknowledged of messages that are stored together: the first of them, before one that is to be sent again later. */
final class Acknowledgements {
    private final List<Acknowledgement> all = new ArrayList<>();
    private boolean areCutShort;

    private record Acknowledgement(int id, MqttQoS qos, boolean isForbidden) {}

    /**
     * Adds the next message.
     *
     * @param isForLater whether it can be stored later, and not now
     * @param isForbidden whether its sender may not say so
     */
    void add(int id, MqttQoS qos, boolean isForLater, boolean isForbidden) {
        areCutShort |= isForLater && qos != MqttQoS.AT_MOST_ONCE;
        if (!areCutShort) {
            all.add(new Acknowledgement(id, qos, isForbidden));
        }
    }

    /** Whether some are left out, so that the client must send their messages again. */
    boolean areCutShort() {
        return areCutShort;
    }

    void send(MqttConnection connection) {
        all.forEach(each -> connection.acknowledge(each.id, each.qos, each.isForbidden));
    }
}
