package io.herd.server.log;

/** The destination of log lines: a file or a standard stream. May block; for one thread. */
interface Sink {
    /** Takes whole lines. What cannot be written is lost. */
    void write(byte[] lines);

    /** Hands all that was written to the system. */
    void flush();

    /** Closes the destination. */
    void close();
}
