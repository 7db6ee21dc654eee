package io.herd.server.log;

import ch.qos.logback.classic.spi.IThrowableProxy;
import org.jspecify.annotations.Nullable;

/**
 * A log event.
 *
 * @param millis when, in POSIX milliseconds
 * @param head the level and, where several write to one place, who noted it
 * @param message what happened
 * @param cause the exception that it comes from, if any; each line of it begins like the message
 */
record EventEntry(
        long millis, String head, String message, @Nullable IThrowableProxy cause) implements Entry {
    /** A message may contain text from clients; longer ones are truncated. */
    private static final int LONGEST_MESSAGE = 8_192;

    /** About how many bytes of a log a message takes. */
    static final int USUAL_BYTES = 128;

    @Override
    public int bytes() {
        return LineWriter.TIME_BYTES + head.length() + message.length() + StackTrace.bytes(cause);
    }

    @Override
    public int lines() {
        return 1;
    }

    @Override
    public void writeTo(LineWriter out) {
        out.line(millis, head, cut(message));
        StackTrace.of(cause).forEach(line -> out.line(millis, head, "  " + cut(line)));
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_MESSAGE ? text : text.substring(0, LONGEST_MESSAGE) + "...";
    }
}
