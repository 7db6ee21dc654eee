package io.herd.server.log;

import io.herd.protocol.Bytes;
import io.herd.protocol.Printable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Logs the traffic of one connection, an entry for each read and each write. For one thread. */
public final class Transcript {
    private final @Nullable LogWriter writer;
    private final String connection;
    private final Predicate<Bytes> isHeard;
    private final Predicate<Bytes> isSaid;
    private @Nullable Bytes first;
    private @Nullable Bytes last;
    private int heard;
    private int unanswered;

    /**
     * A transcript of a connection.
     *
     * @param writer null if nothing is logged
     * @param connection the other side
     * @param isHeard which incoming lines are logged
     * @param isSaid which outgoing lines are logged
     */
    Transcript(@Nullable LogWriter writer, String connection, Predicate<Bytes> isHeard, Predicate<Bytes> isSaid) {
        this.writer = writer;
        this.connection = Printable.of(connection);
        this.isHeard = isHeard;
        this.isSaid = isSaid;
    }

    /** A line of this read. */
    public void line(Bytes line) {
        if (isHeard.test(line)) {
            first = first == null ? line : first;
            last = line;
            heard++;
            unanswered++;
        }
    }

    /** Logs the lines of the read, and releases them: they keep all bytes of the read in memory. */
    public void endOfRead() {
        if (first != null && last != null) {
            note('<', first.through(last), heard, isHeard);
        }
        first = last = null;
        heard = 0;
    }

    /** Logs the replies that were sent in one write. */
    public void sent(Bytes replies) {
        sent(replies, unanswered);
        unanswered = 0;
    }

    /** Notes so many lines that were sent in one write, if the first is one to be noted, after what they answer. */
    public void sent(Bytes lines, int count) {
        if (isSaid.test(lines)) {
            endOfRead();
            note('>', lines, count, isSaid);
        }
    }

    private void note(char direction, Bytes lines, int count, Predicate<Bytes> isShown) {
        if (writer != null && writer.admits(TrafficLines.bytes(connection, lines, count), count)) {
            writer.write(new TrafficLines(System.currentTimeMillis(), connection, direction, lines, count, isShown));
        }
    }

    /** Logs the answer of the place provider, as far as it may be stored: JSON in UTF-8. */
    public void places(Bytes loggable) {
        if (writer != null && writer.admits(DocumentLine.bytes(connection, loggable), 1)) {
            writer.write(new DocumentLine(System.currentTimeMillis(), connection, loggable));
        }
    }
}
