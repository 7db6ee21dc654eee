package io.herd.server.net;

import io.herd.protocol.Bytes;

/** A session: what a connection tells it, on the connection's event loop. */
public interface LineListener {
    /** A line came in, its terminator left out. */
    void line(Bytes line);

    /**
     * The input ended in the midst of a line, or just before its terminator: nobody can tell. {@link #endOfInput} comes
     * next.
     */
    void unfinishedLine(Bytes line);

    /** A line over the limit came in; these are its first bytes. Nothing comes after it. */
    void overlongLine(Bytes head);

    /** All lines of one read were handed on: the time to write what they led to. */
    void endOfRead();

    /** The other side will send no more; it may still read. */
    void endOfInput();

    /** The other side caught up: the wire is writable again. */
    void writable();

    /** How many bytes it holds on to for this connection. */
    default long heldBytes() {
        return 0;
    }

    /** The server stops: finish what is in hand, then the connection. */
    void stop();

    /** The connection is gone. */
    void closed();
}
