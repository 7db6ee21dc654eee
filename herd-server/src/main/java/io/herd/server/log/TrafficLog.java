package io.herd.server.log;

import io.herd.protocol.Bytes;
import io.herd.protocol.Printable;
import java.util.function.IntPredicate;
import org.slf4j.Logger;

/** Notes what comes in and goes out, as lines. The text is made when it is written, not when it is noted. */
public final class TrafficLog {
    private final Logger log;
    private final boolean enabled;
    private final IntPredicate room;

    /**
     * Traffic to be noted in a log.
     *
     * @param enabled whether it is noted at all
     * @param room whether so many bytes more may be noted; asked before anything is made of them
     */
    public TrafficLog(Logger log, boolean enabled, IntPredicate room) {
        this.log = log;
        this.enabled = enabled;
        this.room = room;
    }

    /** So many lines that came in. */
    public void received(String peer, Bytes lines, int count) {
        note(new Lines(peer, " < ", lines, count, false));
    }

    /** So many replies that went out, but for the documents of Places, of which not everything may be kept. */
    public void sent(String peer, Bytes lines, int count) {
        note(new Lines(peer, " > ", lines, count, true));
    }

    private void note(Lines lines) {
        if (enabled && room.test(lines.weight())) {
            log.info("{}", lines);
        }
    }

    /** What Places answered for a client, as far as it may be kept. */
    public void places(String peer, String answer) {
        if (enabled && room.test(answer.length())) {
            log.info("{} places {}", peer, answer);
        }
    }

    /**
     * Bytes of one direction, as text a line each, with what is not printable ASCII as {@code \xHH}.
     *
     * @param count about how many lines these are
     * @param repliesOnly leaves out lines that are not a reply's first: a document's
     */
    private record Lines(String peer, String direction, Bytes bytes, int count, boolean repliesOnly)
            implements Weighted {
        @Override
        public int weight() {
            return bytes.length() + count * (peer.length() + direction.length());
        }

        @Override
        public String toString() {
            var text = new StringBuilder(bytes.length() + 64);
            for (int start = 0, end; start < bytes.length(); start = end + 1) {
                end = endOfLine(start);
                Bytes line = bytes.subSequence(start, end);
                if (!repliesOnly || line.startsWith("AT ") || line.startsWith("? ")) {
                    append(line, text);
                }
            }
            return text.toString();
        }

        private int endOfLine(int start) {
            int at = start;
            while (at < bytes.length() && bytes.charAt(at) != '\n') {
                at++;
            }
            return at;
        }

        private void append(Bytes line, StringBuilder text) {
            text.append(text.isEmpty() ? "" : "\n").append(peer).append(direction);
            Printable.append(line, text);
        }
    }
}
