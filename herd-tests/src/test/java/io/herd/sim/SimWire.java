package io.herd.sim;

import io.herd.protocol.Bytes;
import io.herd.protocol.LineFramer;
import io.herd.server.net.LineListener;
import io.herd.server.net.Wire;
import io.herd.sim.Pipe.Packet;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One end of a simulated connection. It behaves towards its session as LineSocket does. */
final class SimWire implements Wire {
    private static final long LINGER = 1_000;

    private final Network network;
    private final Life owner;
    private final LineFramer framer;
    private final Pipe out;
    private @Nullable SimWire peer;
    private @Nullable LineListener listener;
    private Runnable whenClosed = () -> {};
    private final Deque<Bytes> unread = new ArrayDeque<>();
    private int waiting;
    /** How many bytes were written here, and how many were cut into lines. */
    private long written;

    private long framed;
    private boolean paused;
    private boolean reading;
    private boolean inputEnded;
    private boolean finishing;
    private boolean deaf;
    private boolean closed;
    /** The machine is gone: nothing answers. */
    private boolean vanished;

    SimWire(Network network, Life owner, Network.Direction direction, int lineLimit) {
        this.network = network;
        this.owner = owner;
        this.framer = new LineFramer(lineLimit);
        this.out = new Pipe(network, direction, packet -> far().arrived(packet));
    }

    void join(SimWire other) {
        peer = other;
    }

    private SimWire far() {
        return Objects.requireNonNull(peer);
    }

    void listen(LineListener session) {
        listener = session;
    }

    private LineListener listener() {
        return Objects.requireNonNull(listener);
    }

    void whenClosed(Runnable task) {
        whenClosed = task;
    }

    boolean isClosed() {
        return closed;
    }

    Pipe out() {
        return out;
    }

    /** Says what the session does not. */
    void say(Bytes bytes) {
        if (!closed) {
            waiting += bytes.length();
            out.send(bytes);
        }
    }

    /** How many bytes that were written here wait for the other side to read them. */
    int waiting() {
        return waiting;
    }

    /** How many bytes were written here. */
    long written() {
        return written;
    }

    /** How many of them the other side has heard, line by line. */
    long heard() {
        return far().framed - far().framer.held();
    }

    /** Who the other side is. */
    Life farOwner() {
        return far().owner;
    }

    /** Whether the other side will hear nothing more. */
    boolean isCutOff() {
        return far().closed;
    }

    private void arrived(Packet packet) {
        if (!closed) {
            owner.run(() -> received(packet));
        } else if (packet instanceof Packet.Data && !vanished) {
            out.reset();
        }
    }

    private void received(Packet packet) {
        if (closed) {
            return;
        }
        switch (packet) {
            case Packet.Data(Bytes bytes) -> unread.add(bytes);
            case Packet.End _ -> inputEnded = true;
            case Packet.Reset _ -> {
                out.breakOff(true);
                gone();
                return;
            }
        }
        read();
    }

    private void read() {
        if (reading || closed || owner.isDeaf()) {
            return;
        }
        reading = true;
        boolean hasSession = !finishing;
        handOn();
        if (hasSession) {
            listener().endOfRead();
        }
        reading = false;
        if (finishing && inputEnded) {
            close();
        }
    }

    private void handOn() {
        while (!paused && !deaf) {
            Bytes line = framer.next();
            if (line != null) {
                listener().line(line);
            } else if (!unread.isEmpty()) {
                byte[] chunk = take();
                framed += chunk.length;
                framer.feed(chunk);
            } else {
                handOnTheEnd();
                return;
            }
        }
        while (deaf && !unread.isEmpty()) {
            var _ = take();
        }
    }

    private byte[] take() {
        Bytes next = unread.removeFirst();
        far().drained(next.length());
        byte[] bytes = new byte[next.length()];
        next.toByteBuffer().get(bytes);
        return bytes;
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

    @Override
    public void send(Bytes bytes) {
        if (closed) {
            return;
        }
        written += bytes.length();
        if (!owner.isLost(bytes)) {
            waiting += bytes.length();
            out.send(bytes);
        }
    }

    @Override
    public boolean isWritable() {
        return waiting < network.capacity();
    }

    private void drained(int bytes) {
        boolean wasFull = !isWritable();
        waiting -= bytes;
        if (wasFull && isWritable()) {
            network.agenda()
                    .in(
                            network.delay(),
                            () -> owner.run(() -> {
                                if (!closed) {
                                    listener().writable();
                                }
                            }));
        }
    }

    @Override
    public void pause() {
        paused |= !finishing;
    }

    @Override
    public void resume() {
        if (paused) {
            paused = false;
            read();
        }
    }

    @Override
    public void finish() {
        if (finishing || closed) {
            return;
        }
        finishing = true;
        deaf = true;
        paused = false;
        out.end();
        if (inputEnded) {
            close();
        } else {
            network.agenda().in(LINGER, () -> owner.run(this::close));
        }
    }

    private void close() {
        if (!closed) {
            gone();
        }
    }

    @Override
    public void abort() {
        if (!closed) {
            out.breakOff(false);
            gone();
        }
    }

    /** The process behind this end has died, or its whole machine. */
    void die(boolean silently) {
        if (!closed) {
            out.breakOff(silently);
        }
        closed = true;
        vanished = silently;
    }

    /** The machine is back, and knows nothing of this connection. */
    void reappear() {
        vanished = false;
    }

    /** The process stops in order. */
    void stop() {
        listener().stop();
    }

    private void gone() {
        closed = true;
        network.forget(this);
        network.agenda()
                .in(
                        0,
                        () -> owner.run(() -> {
                            listener().closed();
                            whenClosed.run();
                        }));
    }

    @Override
    public void soon(Runnable task) {
        network.agenda()
                .in(
                        0,
                        () -> owner.run(() -> {
                            if (!closed) {
                                task.run();
                            }
                        }));
    }

    @Override
    public void handOver(LineListener next, int lineLimit) {
        listener = next;
        framer.limit(lineLimit);
    }

    @Override
    public boolean isLoopback() {
        return true;
    }

    @Override
    public String peer() {
        return "simulated";
    }
}
