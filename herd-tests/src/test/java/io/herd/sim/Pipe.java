package io.herd.sim;

import io.herd.protocol.Bytes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.function.Consumer;

/**
 * One direction of a connection, as TCP has it: what arrives is a prefix of what was sent, in its order, in pieces of
 * any size, each after a delay of its own. While the direction is cut all is held; it goes on where it was.
 */
final class Pipe {
    /** What travels: bytes, and behind the last of them the end, or none: a reset. */
    sealed interface Packet {
        record Data(Bytes bytes) implements Packet {}

        record End() implements Packet {}

        record Reset() implements Packet {}
    }

    private record InFlightSearch(long due, Packet packet) {}

    private static final int MOST_PIECES = 3;

    private final VirtualClock agenda;
    private final Random random;
    private final Network network;
    private final Network.Direction direction;
    private final Consumer<Packet> arrive;
    private final Deque<InFlightSearch> flying = new ArrayDeque<>();
    private long lastDue;
    private boolean isClosed;

    Pipe(Network network, Network.Direction direction, Consumer<Packet> arrive) {
        this.agenda = network.agenda();
        this.random = network.random();
        this.network = network;
        this.direction = direction;
        this.arrive = arrive;
    }

    void send(Bytes bytes) {
        int from = 0;
        for (int pieces = 1 + random.nextInt(MOST_PIECES); pieces > 1 && from < bytes.length(); pieces--) {
            int to = from + 1 + random.nextInt(bytes.length() - from);
            send(new Packet.Data(bytes.subSequence(from, to)));
            from = to;
        }
        if (from < bytes.length()) {
            send(new Packet.Data(bytes.subSequence(from, bytes.length())));
        }
    }

    /** Sends nothing more; what was sent still arrives. */
    void end() {
        send(new Packet.End());
        isClosed = true;
    }

    /**
     * The sender is gone: some of what was sent is lost, and the end of the stream comes early, or as a reset. Behind a
     * cut, or where the machine itself is gone, it may be lost as well: the other side is left half open.
     */
    void breakOff(boolean silently) {
        for (int lost = random.nextInt(flying.size() + 1); lost > 0; lost--) {
            flying.removeLast();
        }
        isClosed = false;
        if (silently || (network.isCut(direction) && random.nextBoolean())) {
            flying.clear();
        } else {
            send(random.nextBoolean() ? new Packet.End() : new Packet.Reset());
        }
        isClosed = true;
    }

    /** Answers what came for a connection that is no more. */
    void reset() {
        isClosed = false;
        send(new Packet.Reset());
        isClosed = true;
    }

    private void send(Packet packet) {
        if (isClosed) {
            return;
        }
        lastDue = Math.max(lastDue, agenda.now() + network.delay());
        flying.add(new InFlightSearch(lastDue, packet));
        agenda.in(lastDue - agenda.now(), this::flow);
    }

    /** Delivers what is due, unless the direction is cut. */
    void flow() {
        while (!flying.isEmpty() && flying.getFirst().due <= agenda.now() && !network.isCut(direction)) {
            arrive.accept(flying.removeFirst().packet);
        }
    }
}
