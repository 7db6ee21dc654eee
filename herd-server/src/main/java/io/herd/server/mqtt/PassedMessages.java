package io.herd.server.mqtt;

import io.herd.server.mqtt.Relay.Passed;
import io.netty.handler.codec.mqtt.MqttQoS;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** Messages that were passed on and are owed to a subscriber: the newest on each topic. */
final class PassedMessages {
    /** About how many bytes a message takes besides its payload. */
    private static final int MESSAGE_BYTES = 200;

    private final SequencedMap<String, Owed> owed = new LinkedHashMap<>();
    private int bytes;

    /** A message, and with which QoS it is subscribed to. */
    record Owed(Passed message, MqttQoS qos) {
        private int bytes() {
            return MESSAGE_BYTES + message.payload().length();
        }
    }

    void add(Passed message, MqttQoS qos) {
        var added = new Owed(message, qos);
        Owed before = owed.put(message.topic(), added);
        bytes += added.bytes() - (before == null ? 0 : before.bytes());
    }

    /** Removes the oldest; null if there is none. */
    @Nullable
    Owed take() {
        Map.Entry<String, Owed> oldest = owed.pollFirstEntry();
        if (oldest == null) {
            return null;
        }
        bytes -= oldest.getValue().bytes();
        return oldest.getValue();
    }

    boolean isEmpty() {
        return owed.isEmpty();
    }

    int bytes() {
        return bytes;
    }
}
