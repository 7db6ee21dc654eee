package io.herd.server.mqtt;

import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttPubReplyMessageVariableHeader;
import io.netty.handler.codec.mqtt.MqttReasonCodeAndPropertiesVariableHeader;
import io.vertx.mqtt.messages.codes.MqttDisconnectReasonCode;
import io.vertx.mqtt.messages.codes.MqttPubAckReasonCode;
import io.vertx.mqtt.messages.codes.MqttPubCompReasonCode;
import io.vertx.mqtt.messages.codes.MqttPubRecReasonCode;
import io.vertx.mqtt.messages.codes.MqttPubRelReasonCode;
import java.util.function.Function;

/** Whether a packet has a reason that the library knows: it fails on others. */
final class KnownReasons {
    private KnownReasons() {}

    static boolean hasOne(MqttMessage packet) {
        byte reason = switch (packet.variableHeader()) {
            case MqttPubReplyMessageVariableHeader header -> header.reasonCode();
            case MqttReasonCodeAndPropertiesVariableHeader header -> header.reasonCode();
            case null, default -> 0;
        };
        return switch (packet.fixedHeader().messageType()) {
            case PUBACK -> isKnown(reason, MqttPubAckReasonCode::valueOf);
            case PUBREC -> isKnown(reason, MqttPubRecReasonCode::valueOf);
            case PUBREL -> isKnown(reason, MqttPubRelReasonCode::valueOf);
            case PUBCOMP -> isKnown(reason, MqttPubCompReasonCode::valueOf);
            case DISCONNECT -> isKnown(reason, MqttDisconnectReasonCode::valueOf);
            default -> true;
        };
    }

    private static boolean isKnown(byte reason, Function<Byte, ?> codes) {
        try {
            return codes.apply(reason) != null;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
