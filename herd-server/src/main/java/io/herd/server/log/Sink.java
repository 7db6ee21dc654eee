package io.herd.server.log;

/** Where the lines of a log go: a file or a standard stream. May block; for one thread. */
interface Sink {
    /** Takes whole lines. What cannot be written is lost. */
    void write(byte[] lines);

    /** Hands all that was written to the system. */
    void flush();

    /** Nothing is written any more. */
    void close();
}
