package io.herd.server.net;

import io.herd.protocol.Bytes;

/** One end of a connection, as a session sees it. To be used only on the connection's event loop. */
public interface Wire {
    /** Sends bytes in one write. Never refuses: a sender that wrote much looks at {@link #isWritable}. */
    void send(Bytes bytes);

    /** Whether the other side keeps up: false while too much that was sent still waits. */
    boolean isWritable();

    /** Hands on no further line until {@link #resume}: the other side will have to wait. */
    void pause();

    /** Goes on after {@link #pause}. */
    void resume();

    /** Ends the connection once all that was sent is through. Ending twice is harmless. */
    void finish();

    /** Cuts the connection at once; what was sent and is not through yet is lost. From any thread. */
    void abort();

    /** Runs a task on the connection's event loop, after what waits there already. */
    void soon(Runnable task);

    /** Hands the lines from the next one on, which may now have another length, to another session. */
    void handOver(LineListener next, int lineLimit);

    /** The other side's address, for people. */
    String peer();
}
