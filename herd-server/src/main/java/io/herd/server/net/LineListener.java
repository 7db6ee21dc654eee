package io.herd.server.net;

import io.herd.protocol.Bytes;

/** A session: receives the events of a connection, on the connection's event loop. */
public interface LineListener {
    /** A line came in, its terminator left out. */
    void line(Bytes line);

    /**
     * The input ended within a line, or just before its terminator, which cannot be distinguished. {@link #endOfInput}
     * follows.
     */
    void unfinishedLine(Bytes line);

    /** A line over the limit came in; these are its first bytes. Nothing comes after it. */
    void overlongLine(Bytes head);

    /** All lines of one read were passed on: replies are to be written now. */
    void endOfRead();

    /** The other side will send no more; it may still read. */
    void endOfInput();

    /** The wire is writable again, as the other side has read enough. */
    void writable();

    /** How many bytes it holds on to for this connection. */
    default long heldBytes() {
        return 0;
    }

    /** Whether the connection is of use though nothing is said on it for long. */
    default boolean mayBeIdle() {
        return false;
    }

    /** The server stops: finish the commands in progress, then close the connection. */
    void stop();

    /** The connection is gone. */
    void closed();
}
