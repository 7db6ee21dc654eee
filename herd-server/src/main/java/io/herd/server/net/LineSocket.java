package io.herd.server.net;

import io.herd.protocol.Bytes;
import io.herd.protocol.LineFramer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.net.InetSocketAddress;
import java.util.function.Function;

/** A line-carrying connection over a Vert.x socket. Confined to the socket's event loop. */
public final class LineSocket implements Wire {
    /** How long a finished connection waits for the other side to close it too, in ms. */
    private static final long LINGER = 1_000;
    /** How long one whose other side does not read may take to end, in ms. */
    private static final long MOST_LINGER = 10_000;
    /** How many looks in a row must find that nothing came and nothing went, for a connection to count as quiet. */
    public static final int QUIET_LOOKS = 4;

    /** About how many bytes a connection takes on which nothing happens: the channel's, the socket's and the session's. */
    private static final int CONNECTION_BYTES = 4_096;

    private static final byte[] LINE_FEED = {'\n'};

    private final Vertx vertx;
    private final NetSocketInternal socket;
    private final LineFramer framer;
    private final Promise<Void> closed = Promise.promise();
    private final MemoryAccount memory;
    private LineListener listener;
    /** How many bytes were sent and are not through yet, and how many in all are accounted for. */
    private long unsent;

    private long accounted;
    private boolean paused;
    private boolean pumping;
    private boolean inputEnded;
    /** Nothing is handed on any more: the last line has been, or one too long, or the session has finished. */
    private boolean deaf;

    private boolean finishing;
    /** The other side has yet to take what was sent, before more may follow. */
    private boolean isHeldBack;

    private boolean isGone;
    private boolean isReady;
    private int quietLooks;
    private int inputlessLooks;

    private LineSocket(
            Vertx vertx,
            NetSocketInternal socket,
            int lineLimit,
            MemoryAccount memory,
            Function<? super Wire, ? extends LineListener> session) {
        this.vertx = vertx;
        this.socket = socket;
        this.framer = new LineFramer(lineLimit);
        this.memory = memory;
        // A session may send its first words before it is there itself.
        this.listener = session.apply(this);
        this.isReady = true;
        account();
    }

    /**
     * Speaks lines over a socket that was just connected; to be called where Vert.x hands the socket over, as bytes
     * that come before are lost.
     *
     * @param lineLimit how long a line may be, in bytes
     * @param memory where the bytes that it holds are accounted for
     * @param session makes the session from its end of the connection
     */
    public static LineSocket open(
            Vertx vertx,
            NetSocket socket,
            int lineLimit,
            MemoryAccount memory,
            Function<? super Wire, ? extends LineListener> session) {
        var internal = (NetSocketInternal) socket;
        HalfClose.allow(internal.channelHandlerContext());
        Tuning.apply(internal.channelHandlerContext().channel());
        var lines = new LineSocket(vertx, internal, lineLimit, memory, session);
        internal.messageHandler(lines::received);
        // A broken connection is a closed one; what broke it helps nobody.
        socket.exceptionHandler(_ -> {});
        socket.drainHandler(_ -> lines.listener.writable());
        socket.shutdownHandler(_ -> lines.stop());
        socket.closeHandler(_ -> {
            lines.deaf = true;
            lines.isGone = true;
            lines.account();
            lines.listener.closed();
            lines.closed.complete();
        });
        return lines;
    }

    /** Accounts for the bytes that this connection makes the server hold now. */
    private void account() {
        if (!isReady) {
            return;
        }
        long held = isGone ? 0 : CONNECTION_BYTES + framer.held() + unsent + listener.heldBytes();
        if (held != accounted) {
            memory.add(held - accounted);
            accounted = held;
        }
    }

    /** How many bytes this connection makes the server hold. */
    public long heldBytes() {
        return accounted;
    }

    /** Completes when the connection is gone. */
    public Future<Void> closed() {
        return closed.future();
    }

    /** Asks the session to finish what is in hand, and then the connection. */
    public void stop() {
        listener.stop();
    }

    /** To be asked now and then: whether nothing came in, and nothing that waited went out, since the last looks. */
    public boolean isQuiet() {
        return ++quietLooks > QUIET_LOOKS;
    }

    /** Takes the other side's input as ended, as at a half-close: a line without an end counts as a command. */
    public void endInput() {
        boolean canAnswer = !paused && !deaf && !inputEnded && framer.isInMidLine();
        if (canAnswer) {
            inputEnded = true;
            // As long again for the answer, which may take a while.
            quietLooks = 0;
            pump();
        } else {
            abort();
        }
    }

    /** To be asked now and then: a line without an end, after which nothing came since the last looks, counts as a command. */
    public void completeQuietLine() {
        if (++inputlessLooks > QUIET_LOOKS && !paused && !deaf && framer.isInMidLine()) {
            framer.feed(LINE_FEED.clone());
            pump();
        }
    }

    private void received(Object message) {
        quietLooks = 0;
        inputlessLooks = 0;
        if (message instanceof ByteBuf bytes) {
            if (!deaf) {
                byte[] chunk = new byte[bytes.readableBytes()];
                bytes.readBytes(chunk);
                framer.feed(chunk);
            }
        } else if (message instanceof HalfClose.Message) {
            inputEnded = true;
        }
        ReferenceCountUtil.release(message);
        pump();
    }

    /** Hands on what there is, until the listener pauses. */
    private void pump() {
        if (pumping) {
            return;
        }
        // A session that finishes in the midst of a read has the rest of what it read to deal with.
        boolean hasSession = !finishing;
        try {
            handOnLines();
            if (hasSession) {
                listener.endOfRead();
            }
        } catch (RuntimeException e) {
            // A fault of ours: this connection is in a state that nobody foresaw, the others need not know.
            abort();
            throw e;
        }
        account();
        if (finishing && inputEnded) {
            close();
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
                listener.line(line);
            }
        } finally {
            pumping = false;
        }
    }

    private void handOnTheEnd() {
        Bytes head = framer.overlong();
        if (head != null) {
            deaf = true;
            listener.overlongLine(head);
        } else if (inputEnded) {
            deaf = true;
            Bytes rest = framer.rest();
            if (rest != null) {
                listener.unfinishedLine(rest);
            }
            listener.endOfInput();
        }
    }

    @Override
    public void send(Bytes bytes) {
        int length = bytes.length();
        unsent += length;
        // A write that fails is a connection that closes, which is told of.
        socket.writeMessage(Unpooled.wrappedBuffer(bytes.toByteBuffer())).onComplete(_ -> sent(length));
        account();
    }

    private void sent(int length) {
        unsent -= length;
        quietLooks = 0;
        account();
        if (unsent == 0 && isHeldBack) {
            isHeldBack = false;
            listener.writable();
        }
    }

    /** {@inheritDoc} While memory is tight nothing is added to what waits, however little that is. */
    @Override
    public boolean isWritable() {
        isHeldBack = unsent > 0 && memory.isTight();
        return !isHeldBack && !socket.writeQueueFull();
    }

    @Override
    public void pause() {
        if (!paused && !finishing) {
            paused = true;
            read(false);
        }
    }

    @Override
    public void resume() {
        if (paused) {
            paused = false;
            pump();
            if (!paused) {
                read(true);
            }
        }
    }

    /** Not the socket's own pause, which goes on reading into a queue, a megabyte for each client that does not read. */
    private void read(boolean automatically) {
        socket.channelHandlerContext().channel().config().setAutoRead(automatically);
    }

    /**
     * {@inheritDoc} A connection closed with bytes unread is reset, and the other side may lose what it was sent last:
     * so this side ends its output, and reads on for a while without listening.
     */
    @Override
    public void finish() {
        if (finishing) {
            return;
        }
        finishing = true;
        deaf = true;
        if (inputEnded) {
            close();
            return;
        }
        read(true);
        socket.writeMessage(Unpooled.EMPTY_BUFFER).onComplete(_ -> {
            HalfClose.shutdownOutput(socket.channelHandlerContext().channel());
            vertx.setTimer(LINGER, _ -> close());
        });
        vertx.setTimer(MOST_LINGER, _ -> abort());
    }

    private void close() {
        var _ = socket.close();
        // A plain close waits until the other side has taken all.
        vertx.setTimer(MOST_LINGER, _ -> abort());
    }

    @Override
    public void abort() {
        // Not the socket's own close, which waits until all is written: this is for those who do not read.
        var _ = socket.channelHandlerContext().close();
    }

    /** Cuts the connection for what it holds, which is given up at once. */
    public void drop() {
        isGone = true;
        account();
        abort();
    }

    @Override
    public void soon(Runnable task) {
        vertx.runOnContext(_ -> {
            if (!isGone) {
                task.run();
            }
        });
    }

    @Override
    public void handOver(LineListener next, int lineLimit) {
        listener = next;
        framer.limit(lineLimit);
    }

    @Override
    public boolean isLoopback() {
        return socket.channelHandlerContext().channel().remoteAddress() instanceof InetSocketAddress address
                && address.getAddress().isLoopbackAddress();
    }

    @Override
    public String peer() {
        SocketAddress address = socket.remoteAddress();
        return address == null ? "?" : address.toString();
    }
}
