package io.herd.tests;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Packets of MQTT 3.1.1 by hand, for clients that do not do as they should. */
public final class MqttPackets {
    private static final int LENGTH_BITS = 7;
    private static final int LONGEST_DIGIT = 0x7f;

    private MqttPackets() {}

    /** A CONNECT without a will or a password. */
    public static byte[] connect(String clientId, int keepAliveSeconds) {
        byte[] header = {0, 4, 'M', 'Q', 'T', 'T', 4, 2, (byte) (keepAliveSeconds >> 8), (byte) keepAliveSeconds};
        return packet(0x10, header, text(clientId));
    }

    /** A PUBLISH of QoS 1. */
    public static byte[] publish(int id, String topic, String payload) {
        return packet(
                0x32, text(topic), new byte[] {(byte) (id >> 8), (byte) id}, payload.getBytes(StandardCharsets.UTF_8));
    }

    /** A SUBSCRIBE of QoS 1. */
    public static byte[] subscribe(int id, String... filters) {
        var body = new ByteArrayOutputStream();
        for (String filter : filters) {
            body.writeBytes(text(filter));
            body.write(1);
        }
        return packet(0x82, new byte[] {(byte) (id >> 8), (byte) id}, body.toByteArray());
    }

    public static byte[] ping() {
        return packet(0xc0);
    }

    /** A packet of some type and flags, with the length that its parts have. */
    static byte[] packet(int first, byte[]... parts) {
        var body = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            body.writeBytes(part);
        }
        var packet = new ByteArrayOutputStream();
        packet.write(first);
        int length = body.size();
        do {
            int rest = length >> LENGTH_BITS;
            packet.write((length & LONGEST_DIGIT) | (rest > 0 ? LONGEST_DIGIT + 1 : 0));
            length = rest;
        } while (length > 0);
        packet.writeBytes(body.toByteArray());
        return packet.toByteArray();
    }

    private static byte[] text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        var out = new ByteArrayOutputStream();
        out.write(utf8.length >> 8);
        out.write(utf8.length);
        out.writeBytes(utf8);
        return out.toByteArray();
    }
}
