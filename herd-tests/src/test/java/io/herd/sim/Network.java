package io.herd.sim;

import io.herd.server.link.PendingLink;
import io.herd.server.link.Route.Attempt;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The wires between servers: how slow they are, and which directions are cut. */
final class Network {
    /** From one server to another, by number. */
    record Direction(int from, int to) {
        Direction back() {
            return new Direction(to, from);
        }
    }

    /** When a dialler gives up on silence, in ms. */
    private static final long CONNECT_TIMEOUT = 3_000;
    /** How long a line of a link may be, in bytes. */
    private static final int LINE_LIMIT = 1 << 20;

    private final VirtualClock agenda;
    private final Random random;
    private final int slowest;
    private final int capacity;
    private final Set<Direction> cuts = new HashSet<>();
    private final List<SimWire> wires = new ArrayList<>();

    /**
     * @param slowest how long a packet travels at most, in ms
     * @param capacity how many bytes may be under way before a wire is not writable
     */
    Network(VirtualClock agenda, Random random, int slowest, int capacity) {
        this.agenda = agenda;
        this.random = random;
        this.slowest = slowest;
        this.capacity = capacity;
    }

    VirtualClock agenda() {
        return agenda;
    }

    Random random() {
        return random;
    }

    int capacity() {
        return capacity;
    }

    long delay() {
        return random.nextInt(slowest + 1);
    }

    boolean isCut(Direction direction) {
        return cuts.contains(direction);
    }

    void cut(Direction direction) {
        cuts.add(direction);
    }

    void heal(Direction direction) {
        if (cuts.remove(direction)) {
            List.copyOf(wires).forEach(wire -> wire.out().flow());
        }
    }

    /** Connects a server to another; both ends are there once the dialler hears of it. */
    void connect(SimProcess dialler, SimServer called, Attempt attempt) {
        var there = new Direction(dialler.number(), called.number());
        agenda.in(
                delay() + delay(),
                () -> dialler.run(() -> {
                    SimProcess answering = called.life();
                    if (isCut(there) || isCut(there.back())) {
                        agenda.in(CONNECT_TIMEOUT, () -> dialler.run(() -> attempt.failed("timed out")));
                    } else if (answering == null || !answering.isListening()) {
                        attempt.failed("refused");
                    } else if (attempt.isWanted()) {
                        join(dialler, answering, there, attempt);
                    }
                }));
    }

    private void join(SimProcess dialler, SimProcess answering, Direction there, Attempt attempt) {
        var here = new SimWire(this, dialler, there, LINE_LIMIT);
        var far = new SimWire(this, answering, there.back(), PendingLink.LINE_LIMIT);
        here.join(far);
        far.join(here);
        wires.add(here);
        wires.add(far);
        answering.called(far);
        dialler.dialled(here);
        here.listen(attempt.connected(here));
        here.whenClosed(attempt::closed);
    }

    void forget(SimWire wire) {
        wires.remove(wire);
    }

    /** Some end of some open connection, or null if there is none. */
    @Nullable
    SimWire any() {
        return wires.isEmpty() ? null : wires.get(random.nextInt(wires.size()));
    }
}
