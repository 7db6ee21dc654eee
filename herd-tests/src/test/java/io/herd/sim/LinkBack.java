package io.herd.sim;

import io.herd.sim.Network.Direction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Watches that whoever has linked to a server is linked back at once: where two servers can reach each other, no back-off
 * delays both directions.
 */
final class LinkBack {
    private static final int STEP = 20;
    /** What a dialler waits for an attempt that has begun already, in ms. */
    private static final int YOUNG_ATTEMPT = 500;
    /** Twice as many trips as a connection and a handshake take. */
    private static final int TRIPS = 12;

    private final VirtualClock agenda;
    private final Network network;
    private final List<SimServer> servers;
    private final Oracle oracle;
    private final long bound;
    /** When a server last was linked to a neighbour, or had reason not to be, in ms. */
    private final Map<Direction, Long> excused = new HashMap<>();

    /** @param slowest how long a packet travels at most, in ms */
    LinkBack(VirtualClock agenda, Network network, List<SimServer> servers, Oracle oracle, int slowest) {
        this.agenda = agenda;
        this.network = network;
        this.servers = servers;
        this.oracle = oracle;
        this.bound = YOUNG_ATTEMPT + TRIPS * (long) slowest + 2 * STEP;
    }

    /** Looks at all links, now and then for ever. */
    void begin() {
        for (SimServer server : servers) {
            server.neighbours().forEach(neighbour -> look(server, neighbour));
        }
        agenda.in(STEP, this::begin);
    }

    /** Some connection was broken for no reason: whoever waits now may do so for another one. */
    void excuseAll() {
        excused.replaceAll((_, _) -> agenda.now());
    }

    private void look(SimServer server, SimServer neighbour) {
        var there = new Direction(server.number(), neighbour.number());
        SimProcess here = server.life();
        SimProcess far = neighbour.life();
        if (here == null
                || far == null
                || !here.isAwake()
                || !far.isAwake()
                || network.isCut(there)
                || network.isCut(there.back())
                || !here.service().isAccepted(neighbour.name())
                || here.isLinkedTo(neighbour.name())) {
            excused.put(there, agenda.now());
            return;
        }
        long linked = here.linkedAt(neighbour.name());
        oracle.check(
                linked <= excused.getOrDefault(there, 0L) || agenda.now() - linked <= bound,
                "%s has not linked back to %s for %d ms",
                server.name(),
                neighbour.name(),
                agenda.now() - linked);
    }
}
