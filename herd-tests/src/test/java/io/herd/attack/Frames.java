package io.herd.attack;

/** What a client says on a WebSocket, as characters that stand for bytes. */
final class Frames {
    /** Asks for a WebSocket. */
    static final String HANDSHAKE = String.join(
            "\r\n",
            "GET /api/v1/live HTTP/1.1",
            "Host: herd",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Version: 13",
            "",
            "");

    private static final int END = 0x80;
    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int PING = 9;
    /** A client's frames have a mask, which may change nothing. */
    private static final String MASK = "\0\0\0\0";

    private static final int MASKED = 0x80;
    private static final int TWO_BYTES = 126;

    private Frames() {}

    static String text(String message) {
        return frame(END | TEXT, message);
    }

    /** The first part of a message that goes on. */
    static String beginning(String part) {
        return frame(TEXT, part);
    }

    /** A further part, which is not the last. */
    static String continuation(String part) {
        return frame(CONTINUATION, part);
    }

    static String ping(String payload) {
        return frame(END | PING, payload);
    }

    private static String frame(int first, String payload) {
        int length = payload.length();
        String size = length < TWO_BYTES
                ? String.valueOf((char) (MASKED | length))
                : "" + (char) (MASKED | TWO_BYTES) + (char) (length >> Byte.SIZE) + (char) (length & 0xff);
        return (char) first + size + MASK + payload;
    }
}
