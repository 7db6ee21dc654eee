package io.herd.server.net;

import io.herd.protocol.Bytes;
import io.herd.protocol.LineFramer;
import org.jspecify.annotations.Nullable;

/**
 * The line layer of one connection: splits the input into lines, passes them to the session until it pauses, and closes the
 * connection in order. A {@link Channel} carries the bytes. Confined to one thread.
 */
public final class LineFlow {
    /** How long a finished connection waits for the other side to close it too, in ms. */
    private static final long LINGER = 1_000;
    /** How long closing may take where the other side does not read, in ms. */
    private static final long MOST_LINGER = 10_000;

    private static final byte[] LINE_FEED = {'\n'};

    private final Channel channel;
    private final LineFramer framer;
    private @Nullable LineListener listener;
    private boolean paused;
    private boolean pumping;
    private boolean inputEnded;
    /** Nothing is handed on any more: the last line has been, or one too long, or the session has finished. */
    private boolean deaf;

    private boolean finishing;
    private boolean isClosed;

    /** Carries the bytes of a connection: a socket, or a simulation of one. */
    public interface Channel {
        /** Resumes or pauses reading. */
        void read(boolean isWanted);

        /** Ends the output once all was written, and then runs a task. */
        void endOutput(Runnable then);

        /** Closes the connection once all was written. */
        void close();

        /** Closes the connection at once. */
        void abort();

        /** Runs a task in so many ms, unless the connection is closed by then. */
        void later(long millis, Runnable task);
    }

    /** @param lineLimit how long a line may be, in bytes */
    public LineFlow(int lineLimit, Channel channel) {
        this.framer = new LineFramer(lineLimit);
        this.channel = channel;
    }

    /** Hands the lines from the next one on to a session. Without one nothing may come in. */
    public void listen(LineListener session) {
        listener = session;
    }

    /** The same, and changes how long a line may be. */
    public void handOver(LineListener next, int lineLimit) {
        listen(next);
        framer.limit(lineLimit);
    }

    private LineListener listener() {
        if (listener == null) {
            throw new IllegalStateException("nobody listens yet");
        }
        return listener;
    }

    /** Takes bytes that came in; the array is the flow's from now on. */
    public void received(byte[] chunk) {
        if (!deaf) {
            framer.feed(chunk);
        }
        pump();
    }

    /** The other side will send no more: a line without an end counts as the last one. */
    public void inputEnded() {
        inputEnded = true;
        pump();
    }

    /** Whether a line has begun that could be handed on if it ended now. */
    public boolean isInMidLine() {
        return !paused && !deaf && !inputEnded && framer.isInMidLine();
    }

    /** Takes the line that has begun as ended. */
    public void endLine() {
        received(LINE_FEED.clone());
    }

    /** Hands on what there is, until the session pauses. */
    private void pump() {
        if (pumping || isClosed) {
            return;
        }
        // A session that finishes in the middle of a read still has to process the rest of it.
        boolean hasSession = !finishing;
        try {
            handOnLines();
            if (hasSession) {
                listener().endOfRead();
            }
        } catch (RuntimeException e) {
            // A bug: the state of this connection is undefined, but other connections are not affected.
            channel.abort();
            throw e;
        }
        if (finishing && inputEnded) {
            channel.close();
        }
    }

    private void handOnLines() {
        pumping = true;
        try {
            while (!paused && !deaf) {
                Bytes line = framer.next();
                if (line == null) {
                    handOnTheEnd();
                    return;
                }
                listener().line(line);
            }
        } finally {
            pumping = false;
        }
    }

    private void handOnTheEnd() {
        Bytes head = framer.overlong();
        if (head != null) {
            deaf = true;
            listener().overlongLine(head);
        } else if (inputEnded) {
            deaf = true;
            Bytes rest = framer.rest();
            if (rest != null) {
                listener().unfinishedLine(rest);
            }
            listener().endOfInput();
        }
    }

    /** Passes on no further line until {@link #resume}; the other side is slowed down by back-pressure. */
    public void pause() {
        if (!paused && !finishing) {
            paused = true;
            channel.read(false);
        }
    }

    /** Goes on after {@link #pause}. */
    public void resume() {
        if (paused) {
            paused = false;
            pump();
            if (!paused) {
                channel.read(true);
            }
        }
    }

    /** The other side has read enough: the output is writable again. */
    public void writable() {
        listener().writable();
    }

    /** Asks the session to finish the commands in progress, and then to close the connection. */
    public void stop() {
        listener().stop();
    }

    /**
     * Ends the connection once all was written. A connection that is closed with unread bytes is reset, and the other
     * side may lose the last replies: so this side ends its output, and goes on reading for a while and discards the input.
     */
    public void finish() {
        if (finishing || isClosed) {
            return;
        }
        finishing = true;
        deaf = true;
        channel.later(MOST_LINGER, channel::abort);
        if (inputEnded) {
            channel.close();
        } else {
            channel.read(true);
            channel.endOutput(() -> channel.later(LINGER, channel::close));
        }
    }

    /** The connection is gone. */
    public void closed() {
        isClosed = true;
        deaf = true;
        listener().closed();
    }

    /** How many bytes that came in are held on to. */
    public int held() {
        return framer.held();
    }

    /** Whether the session wants the connection to stay though nothing is said. */
    public boolean mayBeIdle() {
        return listener != null && listener.mayBeIdle();
    }

    /** How many bytes the session holds on to. */
    public long heldBySession() {
        return listener == null ? 0 : listener.heldBytes();
    }
}
