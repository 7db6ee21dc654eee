package io.herd.server.log;

import io.herd.protocol.Bytes;
import java.util.function.Predicate;

/**
 * Lines of one direction of a connection.
 *
 * @param millis when they came or went, in POSIX milliseconds
 * @param connection the other side
 * @param direction {@code <} if they came, {@code >} if they went
 * @param text the lines, with an LF between each two
 * @param lines about how many there are
 * @param isShown which of them to write
 */
record TrafficLines(long millis, String connection, char direction, Bytes text, int lines, Predicate<Bytes> isShown)
        implements Entry {
    /** How many bytes come before a line, besides the connection. */
    private static final int HEAD_BYTES = LineWriter.TIME_BYTES + "INFO  < ".length();

    @Override
    public int bytes() {
        return bytes(connection, text, lines);
    }

    /** How many bytes of a log these lines take. */
    static int bytes(String connection, Bytes text, int lines) {
        return text.length() + lines * (HEAD_BYTES + connection.length());
    }

    @Override
    public void writeTo(LineWriter out) {
        String head = "INFO " + connection + ' ' + direction + ' ';
        for (int start = 0, end; start < text.length(); start = end + 1) {
            end = endOfLine(start);
            Bytes line = text.subSequence(start, end);
            if (isShown.test(line)) {
                out.line(millis, head, line);
            }
        }
    }

    private int endOfLine(int start) {
        int at = start;
        while (at < text.length() && text.charAt(at) != '\n') {
            at++;
        }
        return at;
    }
}
