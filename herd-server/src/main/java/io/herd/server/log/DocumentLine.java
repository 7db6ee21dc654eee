package io.herd.server.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.herd.protocol.Bytes;

/**
 * A JSON document, on one line.
 *
 * @param millis when it was answered, in POSIX milliseconds
 * @param connection who asked for it
 * @param json the document in UTF-8
 */
record DocumentLine(long millis, String connection, Bytes json) implements Entry {
    private static final int HEAD_BYTES = LineWriter.TIME_BYTES + "INFO  places ".length();

    @Override
    public int bytes() {
        return bytes(connection, json);
    }

    /** How many bytes of a log a document takes. */
    static int bytes(String connection, Bytes json) {
        return HEAD_BYTES + connection.length() + json.length();
    }

    @Override
    public int lines() {
        return 1;
    }

    @Override
    public void writeTo(LineWriter out) {
        // A line break between two tokens of JSON means no more than a space.
        String text = UTF_8.decode(json.toByteBuffer()).toString().replace('\n', ' ');
        out.line(millis, "INFO " + connection + " places ", text);
    }
}
