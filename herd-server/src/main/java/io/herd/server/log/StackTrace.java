package io.herd.server.log;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An exception and its causes, as lines: the class and message of each, and where it was thrown if it is unchecked, that
 * is a fault of a program and not of its surroundings.
 */
final class StackTrace {
    /** How many causes are told, and how many frames of each. */
    private static final int CAUSES = 8;

    private static final int FRAMES = 40;
    private static final int BYTES_PER_LINE = 100;

    private StackTrace() {}

    /** About how many bytes the lines are. */
    static int bytes(@Nullable IThrowableProxy thrown) {
        int lines = 0;
        for (IThrowableProxy each = thrown; each != null; each = each.getCause()) {
            lines += 1 + frames(each, 0);
        }
        return lines * BYTES_PER_LINE;
    }

    /** The lines; none of null. */
    static List<String> of(@Nullable IThrowableProxy thrown) {
        List<String> lines = new ArrayList<>();
        int causes = 0;
        int told = 0;
        for (IThrowableProxy each = thrown; each != null && causes++ < CAUSES; each = each.getCause()) {
            String message = each.getMessage();
            lines.add(
                    (causes == 1 ? "" : "caused by ") + each.getClassName() + (message == null ? "" : ": " + message));
            // What it shares with the one that it caused need not be told again.
            int frames = frames(each, told == 0 ? 0 : each.getCommonFrames());
            for (int i = 0; i < frames; i++) {
                lines.add("  " + each.getStackTraceElementProxyArray()[i].getSTEAsString());
            }
            told = frames;
        }
        return lines;
    }

    private static int frames(IThrowableProxy thrown, int shared) {
        boolean isChecked = thrown instanceof ThrowableProxy known
                && known.getThrowable() instanceof Exception exception
                && !(exception instanceof RuntimeException);
        return isChecked ? 0 : Math.min(thrown.getStackTraceElementProxyArray().length - shared, FRAMES);
    }
}
