package io.herd.server.mqtt;

import io.herd.server.net.Channels;
import io.netty.channel.Channel;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.IntegerProperty;
import io.netty.handler.codec.mqtt.MqttProperties.MqttProperty;
import io.netty.handler.codec.mqtt.MqttProperties.StringProperty;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttVersion;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.messages.codes.MqttDisconnectReasonCode;
import io.vertx.mqtt.messages.codes.MqttPubAckReasonCode;
import io.vertx.mqtt.messages.codes.MqttSubAckReasonCode;
import io.vertx.mqtt.messages.codes.MqttUnsubAckReasonCode;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Sends packets of MQTT, in the version that the other side speaks; on a closed connection nothing. Confined to its event loop. */
final class MqttConnection {
    /** How many messages of QoS 1 or 2 a client may have sent that are not acknowledged yet, and the server too. */
    static final int WINDOW = 100;
    /** What SUBACK says in 3.1.1 whatever the reason is. */
    private static final int FAILURE = 0x80;

    /** How long the other side may take what was sent before the connection is closed. */
    private static final int LAST_SECONDS = 2;

    private final MqttEndpoint endpoint;
    private final Channel channel;
    private final PacketGuard guard;
    private final boolean isVersion5;
    private final Set<Busy> busy = EnumSet.noneOf(Busy.class);

    /** What keeps the server from reading more. */
    enum Busy {
        /** Enough that was published waits to be stored. */
        STORING,
        /** To subscribe takes a moment. */
        SUBSCRIBING,
        /** The server stops. */
        STOPPING
    }

    MqttConnection(MqttEndpoint endpoint, Channel channel, PacketGuard guard) {
        this.endpoint = endpoint;
        this.channel = channel;
        this.guard = guard;
        isVersion5 = endpoint.protocolVersion() >= MqttVersion.MQTT_5.protocolLevel();
    }

    /**
     * Accepts the connection.
     *
     * @param keepAliveSeconds within which something must come, where the client has not said so
     * @param packetBytes how long a packet may be
     */
    void accept(int keepAliveSeconds, int packetBytes) {
        var properties = new MqttProperties();
        if (isVersion5) {
            properties.add(new IntegerProperty(MqttProperties.RECEIVE_MAXIMUM, WINDOW));
            properties.add(new IntegerProperty(MqttProperties.MAXIMUM_PACKET_SIZE, packetBytes));
            properties.add(new IntegerProperty(MqttProperties.SESSION_EXPIRY_INTERVAL, 0));
            properties.add(new IntegerProperty(MqttProperties.SUBSCRIPTION_IDENTIFIER_AVAILABLE, 0));
            properties.add(new IntegerProperty(MqttProperties.SHARED_SUBSCRIPTION_AVAILABLE, 0));
            if (guard.isNameless()) {
                String name = endpoint.clientIdentifier();
                properties.add(new StringProperty(MqttProperties.ASSIGNED_CLIENT_IDENTIFIER, name));
            }
            if (endpoint.keepAliveTimeSeconds() == 0) {
                properties.add(new IntegerProperty(MqttProperties.SERVER_KEEP_ALIVE, keepAliveSeconds));
            }
        }
        endpoint.accept(false, properties);
    }

    boolean isVersion5() {
        return isVersion5;
    }

    /** What the client allows or wishes in its CONNECT; the other value if it does not say. */
    int property(int id, int otherwise) {
        MqttProperty<?> property = endpoint.connectProperties().getProperty(id);
        return property instanceof IntegerProperty number ? number.value() : otherwise;
    }

    /** When the last packet came: {@link System#nanoTime}. */
    long heardAt() {
        return guard.heardAt();
    }

    /** No more is read while the server is busy with what has come, in one way or several. */
    void pause(Busy with, boolean isBusy) {
        boolean _ = isBusy ? busy.add(with) : busy.remove(with);
        guard.pause(!busy.isEmpty());
    }

    boolean isWritable() {
        return channel.isWritable();
    }

    /** Sends a message; completes once the kernel has it, and fails if the connection is closed. */
    Future<Integer> publish(String topic, Buffer payload, MqttQoS qos, boolean isRetained, int id) {
        return endpoint.isConnected()
                ? endpoint.publish(topic, payload, qos, false, isRetained, id)
                : Future.failedFuture("the connection is closed");
    }

    /** Acknowledges a message that was published with a QoS of 1 or 2. */
    void acknowledge(int id, MqttQoS qos, boolean isForbidden) {
        if (!endpoint.isConnected()) {
            return;
        }
        switch (qos) {
            case AT_LEAST_ONCE -> {
                MqttPubAckReasonCode code =
                        isForbidden && isVersion5 ? MqttPubAckReasonCode.NOT_AUTHORIZED : MqttPubAckReasonCode.SUCCESS;
                endpoint.publishAcknowledge(id, code, MqttProperties.NO_PROPERTIES);
            }
            case EXACTLY_ONCE -> endpoint.publishReceived(id);
            case AT_MOST_ONCE, FAILURE -> {}
        }
    }

    /** Ends what an acknowledgement of QoS 2 has begun. */
    void complete(int id) {
        if (endpoint.isConnected()) {
            endpoint.publishComplete(id);
        }
    }

    void subscribed(int id, List<MqttSubAckReasonCode> codes) {
        if (!endpoint.isConnected()) {
            return;
        } else if (isVersion5) {
            endpoint.subscribeAcknowledge(id, codes, MqttProperties.NO_PROPERTIES);
        } else {
            endpoint.subscribeAcknowledge(
                    id, codes.stream().map(MqttConnection::qos).toList());
        }
    }

    private static MqttQoS qos(MqttSubAckReasonCode code) {
        return MqttQoS.valueOf(code.isError() ? FAILURE : code.value());
    }

    void unsubscribed(int id, List<MqttUnsubAckReasonCode> codes) {
        if (endpoint.isConnected()) {
            endpoint.unsubscribeAcknowledge(id, isVersion5 ? codes : List.of(), MqttProperties.NO_PROPERTIES);
        }
    }

    /** Closes the connection soon, and at once when the other side has taken what was sent, and in MQTT 5 the reason. */
    void end(MqttDisconnectReasonCode reason) {
        guard.end();
        if (endpoint.isConnected()) {
            endpoint.disconnect(reason, MqttProperties.NO_PROPERTIES);
        }
        cutSoon();
    }

    /** Closes the connection in a moment, whether the other side has taken what was sent or not. */
    void cutSoon() {
        var cut = channel.eventLoop().schedule(() -> Channels.cut(channel), LAST_SECONDS, TimeUnit.SECONDS);
        channel.closeFuture().addListener(_ -> cut.cancel(false));
    }

    /** Closes it at once. */
    void cut() {
        guard.end();
        Channels.cut(channel);
    }
}
