package io.herd.server.net;

import io.herd.protocol.Bytes;
import org.jspecify.annotations.Nullable;

/** One end of a connection, as a session sees it. To be used only on the connection's event loop. */
public interface Wire {
    /** Sends bytes in one write. Never refuses: a sender that wrote much looks at {@link #isWritable}. */
    void send(Bytes bytes);

    /** Whether the other side keeps up: false while too many sent bytes still wait. */
    boolean isWritable();

    /** Passes on no further line until {@link #resume}; the other side is slowed down by back-pressure. */
    void pause();

    /** Goes on after {@link #pause}. */
    void resume();

    /** Closes the connection once all was written. Closing twice is harmless. */
    void finish();

    /** Closes the connection at once; output that waits is lost. From any thread. */
    void abort();

    /** Runs a task on the connection's event loop, after what waits there already. */
    void soon(Runnable task);

    /** Hands the lines from the next one on, which may now have another length, to another session. */
    void handOver(LineListener next, int lineLimit);

    /** The other side's address and port, for people. */
    String peer();

    /** The other side's address, without its port. */
    String host();

    /** Who is at the other end, where the connection is encrypted; else null. */
    default @Nullable TlsPeer tlsPeer() {
        return null;
    }
}
