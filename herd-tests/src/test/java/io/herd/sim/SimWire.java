package io.herd.sim;

import io.herd.protocol.Bytes;
import io.herd.server.net.LineFlow;
import io.herd.server.net.LineListener;
import io.herd.server.net.Wire;
import io.herd.sim.Pipe.Packet;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One end of a simulated connection: the lines of {@link LineFlow}, as over a socket. */
final class SimWire implements Wire, LineFlow.Channel {
    private final Network network;
    private final SimProcess owner;
    private final LineFlow flow;
    private final Pipe out;
    private @Nullable SimWire peer;
    private Runnable whenClosed = () -> {};
    private final Deque<Packet> unread = new ArrayDeque<>();
    private int waiting;
    /** How many bytes were written here, and how many of those that came in were for the session. */
    private long written;

    private long fed;
    private boolean isReadWanted = true;
    private boolean isReading;
    private boolean isFinished;
    private boolean closed;
    /** The machine is gone: nothing answers. */
    private boolean vanished;

    SimWire(Network network, SimProcess owner, Network.Direction direction, int lineLimit) {
        this.network = network;
        this.owner = owner;
        this.flow = new LineFlow(lineLimit, this);
        this.out = new Pipe(network, direction, packet -> far().arrived(packet));
    }

    void join(SimWire other) {
        peer = other;
    }

    private SimWire far() {
        return Objects.requireNonNull(peer);
    }

    void listen(LineListener session) {
        flow.listen(session);
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
        return far().fed - far().flow.held();
    }

    /** Who the other side is. */
    SimProcess farOwner() {
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
        if (packet instanceof Packet.Reset) {
            out.breakOff(true);
            gone();
        } else {
            unread.add(packet);
            readOn();
        }
    }

    private void readOn() {
        if (isReading || owner.isDeaf()) {
            return;
        }
        isReading = true;
        while (isReadWanted && !closed && !unread.isEmpty()) {
            if (unread.remove() instanceof Packet.Data(Bytes bytes)) {
                read(bytes);
            } else {
                flow.inputEnded();
            }
        }
        isReading = false;
    }

    private void read(Bytes bytes) {
        fed += isFinished ? 0 : bytes.length();
        far().drained(bytes.length());
        byte[] chunk = new byte[bytes.length()];
        bytes.toByteBuffer().get(chunk);
        flow.received(chunk);
    }

    @Override
    public void send(Bytes bytes) {
        if (closed) {
            return;
        }
        written += bytes.length();
        Bytes said = owner.instead(bytes);
        if (said.length() > 0) {
            say(said);
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
                                    flow.writable();
                                }
                            }));
        }
    }

    @Override
    public void pause() {
        flow.pause();
    }

    @Override
    public void resume() {
        flow.resume();
    }

    @Override
    public void finish() {
        isFinished = true;
        flow.finish();
    }

    @Override
    public void read(boolean isWanted) {
        isReadWanted = isWanted;
        if (isWanted) {
            soon(this::readOn);
        }
    }

    @Override
    public void endOutput(Runnable then) {
        out.end();
        then.run();
    }

    @Override
    public void close() {
        if (!closed) {
            out.end();
            gone();
        }
    }

    @Override
    public void later(long millis, Runnable task) {
        network.agenda()
                .in(
                        millis,
                        () -> owner.run(() -> {
                            if (!closed) {
                                task.run();
                            }
                        }));
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
        flow.stop();
    }

    private void gone() {
        closed = true;
        network.forget(this);
        network.agenda()
                .in(
                        0,
                        () -> owner.run(() -> {
                            flow.closed();
                            whenClosed.run();
                        }));
    }

    @Override
    public void soon(Runnable task) {
        later(0, task);
    }

    @Override
    public void handOver(LineListener next, int lineLimit) {
        flow.handOver(next, lineLimit);
    }

    @Override
    public String peer() {
        return "simulated";
    }

    @Override
    public String host() {
        return "127.0.0.1";
    }
}
