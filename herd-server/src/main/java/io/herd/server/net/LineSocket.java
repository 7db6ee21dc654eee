package io.herd.server.net;

import io.herd.protocol.Bytes;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A line-carrying connection over a Vert.x socket. Confined to the socket's event loop. */
public final class LineSocket implements Wire {
    /** How many checks in a row must find no traffic for a connection to count as quiet. */
    public static final int QUIET_LOOKS = 4;

    /** About how many bytes a connection takes on which nothing happens: the channel's, the socket's and the session's. */
    private static final int CONNECTION_BYTES = 4_096;

    /** The account is shared by all event loops, so small changes are not worth telling it. */
    private static final int ACCOUNTED_STEP = 1_024;

    private final Vertx vertx;
    private final NetSocketInternal socket;
    private final LineFlow flow;
    private final Promise<Void> closed = Promise.promise();
    private final MemoryAccount memory;
    private final int sentLimit;
    private final OutputQueue output = new OutputQueue();
    /** What is to happen later, unless the connection is gone by then. */
    private final List<Long> timers = new ArrayList<>(0);
    /** How many bytes were sent that the system has not taken yet, and how many of them the transport holds. */
    private long unsent;

    private long inTransport;
    /** How many bytes in all are accounted for. */
    private long accounted;
    /** The other side has yet to take what was sent, before more may follow. */
    private boolean isHeldBack;
    /** To be run once the system has taken all that was sent. */
    private @Nullable Runnable whenAllIsTaken;

    private boolean isGone;
    private boolean isReady;
    private int quietLooks;
    private int inputlessLooks;

    private LineSocket(
            Vertx vertx,
            NetSocketInternal socket,
            int lineLimit,
            int sentLimit,
            MemoryAccount memory,
            Function<? super Wire, ? extends LineListener> session) {
        this.vertx = vertx;
        this.socket = socket;
        this.flow = new LineFlow(lineLimit, new SocketChannel());
        this.sentLimit = sentLimit;
        this.memory = memory;
        // A session may send its first words before it is there itself.
        flow.listen(session.apply(this));
        this.isReady = true;
        account();
    }

    /**
     * Speaks lines over a socket that was just connected; to be called where Vert.x hands the socket over, as bytes
     * that come before are lost.
     *
     * @param lineLimit how long a line may be, in bytes
     * @param sentLimit from how many sent bytes on that the system has not taken the connection is not writable
     * @param memory where the bytes that it holds are accounted for
     * @param session makes the session from its end of the connection
     */
    public static LineSocket open(
            Vertx vertx,
            NetSocket socket,
            int lineLimit,
            int sentLimit,
            MemoryAccount memory,
            Function<? super Wire, ? extends LineListener> session) {
        var internal = (NetSocketInternal) socket;
        HalfClose.allow(internal.channelHandlerContext());
        Tuning.apply(internal.channelHandlerContext().channel());
        var lines = new LineSocket(vertx, internal, lineLimit, sentLimit, memory, session);
        internal.messageHandler(lines::received);
        // A broken connection counts as closed; the cause is of no use.
        socket.exceptionHandler(_ -> {});
        socket.shutdownHandler(_ -> lines.stop());
        socket.closeHandler(_ -> lines.gone());
        return lines;
    }

    private void gone() {
        isGone = true;
        account();
        timers.forEach(vertx::cancelTimer);
        flow.closed();
        closed.complete();
    }

    /** Accounts for the bytes that this connection makes the server hold now. */
    private void account() {
        if (!isReady) {
            return;
        }
        long held = isGone ? 0 : CONNECTION_BYTES + flow.held() + unsent + flow.heldBySession();
        if (isGone || Math.abs(held - accounted) >= ACCOUNTED_STEP) {
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

    /** Asks the session to finish the commands in progress, and then to close the connection. */
    public void stop() {
        flow.stop();
    }

    /** To be asked now and then: whether nothing came in, and nothing that waited went out, since the last looks. */
    public boolean isQuiet() {
        return ++quietLooks > QUIET_LOOKS && !flow.mayBeIdle();
    }

    /** Takes the other side's input as ended, as at a half-close: a line without an end counts as a command. */
    public void endInput() {
        if (flow.isInMidLine()) {
            // As long again for the answer, which may take a while.
            quietLooks = 0;
            flow.inputEnded();
            account();
        } else {
            abort();
        }
    }

    /** To be asked now and then: a line without an end, after which nothing came since the last looks, counts as a command. */
    public void completeQuietLine() {
        if (++inputlessLooks > QUIET_LOOKS && flow.isInMidLine()) {
            flow.endLine();
            account();
        }
    }

    private void received(Object message) {
        quietLooks = 0;
        inputlessLooks = 0;
        byte[] chunk = message instanceof ByteBuf bytes ? ByteBufUtil.getBytes(bytes) : null;
        ReferenceCountUtil.release(message);
        if (chunk != null) {
            flow.received(chunk);
        } else if (message instanceof HalfClose.Message) {
            flow.inputEnded();
        }
        account();
    }

    @Override
    public void send(Bytes bytes) {
        unsent += bytes.length();
        output.add(bytes);
        writeOutput();
        account();
    }

    /** Gives the transport one slice after another, as the system takes them. */
    private void writeOutput() {
        while (inTransport < OutputQueue.SLICE && !isGone) {
            Bytes slice = output.next();
            if (slice == null) {
                return;
            }
            int length = slice.length();
            inTransport += length;
            socket.writeMessage(Unpooled.wrappedBuffer(slice.toByteBuffer()))
                    .onComplete(_ -> taken(length), _ -> lost(length));
        }
    }

    private void taken(int length) {
        unsent -= length;
        inTransport -= length;
        quietLooks = 0;
        writeOutput();
        account();
        if (isHeldBack && (unsent == 0 || (unsent <= sentLimit / 2 && !memory.isTight()))) {
            isHeldBack = false;
            flow.writable();
        }
        if (unsent == 0 && whenAllIsTaken != null) {
            Runnable then = whenAllIsTaken;
            whenAllIsTaken = null;
            then.run();
        }
    }

    /** A write fails with its connection, or for lack of memory; then the connection is closed, so that nothing waits for it. */
    private void lost(int length) {
        taken(length);
        abort();
    }

    /** {@inheritDoc} While memory is tight, nothing is added to output that waits, however little that is. */
    @Override
    public boolean isWritable() {
        isHeldBack = unsent >= sentLimit || (unsent > 0 && memory.isTight());
        return !isHeldBack;
    }

    @Override
    public void pause() {
        flow.pause();
    }

    @Override
    public void resume() {
        flow.resume();
        account();
    }

    @Override
    public void finish() {
        flow.finish();
    }

    @Override
    public void abort() {
        // Not the socket's own close, which waits until all is written: this is for those who do not read.
        Channels.cut(socket.channelHandlerContext().channel());
    }

    /** Closes the connection because of the memory that it uses, which is released at once. */
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
        flow.handOver(next, lineLimit);
    }

    @Override
    public String peer() {
        SocketAddress address = socket.remoteAddress();
        return address == null ? "?" : address.toString();
    }

    @Override
    public String host() {
        SocketAddress address = socket.remoteAddress();
        return address == null ? "?" : String.valueOf(address.hostAddress());
    }

    @Override
    public @Nullable TlsPeer tlsPeer() {
        return TlsPeer.of(socket.channelHandlerContext().channel());
    }

    /** What carries the lines. */
    private final class SocketChannel implements LineFlow.Channel {
        /** {@inheritDoc} Vert.x' own pause would read on into a queue: a megabyte for each client that does not read. */
        @Override
        public void read(boolean isWanted) {
            socket.channelHandlerContext().channel().config().setAutoRead(isWanted);
        }

        @Override
        public void endOutput(Runnable then) {
            onceAllIsTaken(() -> {
                HalfClose.shutdownOutput(socket.channelHandlerContext().channel());
                then.run();
            });
        }

        @Override
        public void close() {
            onceAllIsTaken(() -> {
                var _ = socket.close();
            });
        }

        private void onceAllIsTaken(Runnable then) {
            if (unsent == 0) {
                then.run();
            } else {
                whenAllIsTaken = then;
            }
        }

        @Override
        public void abort() {
            LineSocket.this.abort();
        }

        @Override
        public void later(long millis, Runnable task) {
            if (!isGone) {
                timers.add(vertx.setTimer(millis, _ -> task.run()));
            }
        }
    }
}
