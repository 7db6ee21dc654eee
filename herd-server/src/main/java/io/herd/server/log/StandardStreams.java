package io.herd.server.log;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.time.Duration;

/**
 * The log's part of standard output and standard error. Nobody may be reading them, and they may go to a file that grows
 * for ever: so writing to them makes no caller wait, and is bounded.
 */
public final class StandardStreams {
    private static final int ENTRIES = 256;
    private static final long BYTES_PER_WINDOW = 64 * 1_024;
    private static final Duration WINDOW = Duration.ofMinutes(1);

    /** How long whoever ends waits for somebody to read, in ms. */
    static final long PATIENCE = 250;

    /** Not System.err, whose lock a writer that waits would hold. */
    private static final LogWriter ERROR = writer("stderr", new FileOutputStream(FileDescriptor.err));

    private StandardStreams() {}

    /** Writes to standard error, for all servers of this process and whatever else runs in it. */
    static LogWriter error() {
        return ERROR;
    }

    /** A writer to a standard stream. */
    static LogWriter writer(String name, OutputStream stream) {
        var limiter = new WindowLimiter(BYTES_PER_WINDOW, WINDOW.toNanos(), System.nanoTime());
        return new LogWriter(name, new StreamSink(stream), ENTRIES, limiter, new LogCounters());
    }

    /** Waits for a moment until what was logged stands on standard error: to be called before the process ends. */
    public static void flush() {
        ERROR.flush(PATIENCE);
    }
}
