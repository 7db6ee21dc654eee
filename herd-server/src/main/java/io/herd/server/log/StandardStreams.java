package io.herd.server.log;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.time.Duration;

/**
 * Log writers for standard output and standard error. Perhaps nobody reads them, or they go to a file that grows
 * without limit: so writing to them blocks no caller, and is rate-limited.
 */
public final class StandardStreams {
    private static final int ENTRIES = 256;
    private static final long BYTES_PER_WINDOW = 64 * 1_024;
    private static final Duration WINDOW = Duration.ofMinutes(1);

    /** How long the end of the process waits for a reader, in ms. */
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

    /** Waits briefly until all was written to standard error. To be called before the process ends. */
    public static void flush() {
        ERROR.flush(PATIENCE);
    }
}
