package io.herd.server.mqtt;

import io.netty.handler.codec.mqtt.MqttQoS;
import java.util.HashSet;
import java.util.Set;

/** Which messages a client has yet to take, or to acknowledge. Times are those of {@link System#nanoTime}. */
final class SendWindow {
    /** So many bytes may be on their way to the kernel. */
    static final int MOST_IN_FLIGHT = 32 * 1024;

    private static final int MOST_ID = 65_535;

    private final int most;
    private final Set<Integer> unacknowledged = new HashSet<>();
    private int lastId;
    private int inFlight;
    private long takenAt;

    /** @param most how many messages of QoS 1 may wait for their acknowledgement */
    SendWindow(int most, long now) {
        this.most = most;
        takenAt = now;
    }

    boolean isOpen() {
        return inFlight < MOST_IN_FLIGHT && unacknowledged.size() < most;
    }

    /** Whether the client has taken all that was sent. */
    boolean isEmpty() {
        return inFlight == 0 && unacknowledged.isEmpty();
    }

    int inFlight() {
        return inFlight;
    }

    /** When the client has taken something last. */
    long takenAt() {
        return takenAt;
    }

    /** A message is sent; returns its id. */
    int send(MqttQoS qos, int bytes) {
        do {
            lastId = lastId % MOST_ID + 1;
        } while (unacknowledged.contains(lastId));
        if (qos != MqttQoS.AT_MOST_ONCE) {
            unacknowledged.add(lastId);
        }
        inFlight += bytes;
        return lastId;
    }

    /** The kernel has a message. */
    void written(MqttQoS qos, int bytes, long now) {
        inFlight -= bytes;
        takenAt = qos == MqttQoS.AT_MOST_ONCE ? now : takenAt;
    }

    /** The client has acknowledged a message; false if none of this id was sent. */
    boolean acknowledge(int id, long now) {
        boolean isKnown = unacknowledged.remove(id);
        takenAt = isKnown ? now : takenAt;
        return isKnown;
    }
}
