package io.herd.sim;

import io.herd.server.journal.SimulatedDisk;
import io.herd.sim.Faults.Fault;
import io.herd.sim.Network.Direction;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/** Makes faults happen, each for a while, until it is told to end. */
final class FaultInjector {
    private static final int LONGEST = 6_000;
    /** A full disk has room for less than so many bytes: for some files, and perhaps not for what is written to them. */
    private static final int MOST_ROOM = 20_000;

    private final VirtualClock agenda;
    private final Random random;
    private final Network network;
    private final List<SimServer> servers;
    private final Oracle oracle;
    private final LinkBack linkBack;
    private final List<Fault> kinds;
    private final int pause;
    private final Set<Direction> cuts = new HashSet<>();
    private final Set<SimProcess> frozen = new HashSet<>();
    private boolean isOver;

    FaultInjector(
            VirtualClock agenda,
            Network network,
            List<SimServer> servers,
            Oracle oracle,
            LinkBack linkBack,
            Faults faults) {
        this.agenda = agenda;
        this.random = network.random();
        this.network = network;
        this.servers = servers;
        this.oracle = oracle;
        this.linkBack = linkBack;
        this.kinds = faults.kinds();
        this.pause = 200 + random.nextInt(2_500);
    }

    void begin() {
        agenda.in(random.nextInt(pause), () -> {
            if (!isOver && !kinds.isEmpty()) {
                happen(kinds.get(random.nextInt(kinds.size())), servers.get(random.nextInt(servers.size())));
                begin();
            }
        });
    }

    private void happen(Fault kind, SimServer server) {
        int length = random.nextInt(LONGEST);
        switch (kind) {
            case CUT -> cut(server, length);
            case BREAK -> breakOne();
            case CRASH -> crash(server, false, random.nextBoolean(), length);
            case FORGET -> crash(server, true, random.nextBoolean(), length);
            case STOP -> stop(server, length);
            case STALL -> freeze(server, length);
            case BLACKOUT -> servers.forEach(each -> crash(each, false, true, random.nextInt(LONGEST)));
            case BAD_DISK -> spoil(server, length, disk -> disk.failForces(random.nextDouble()));
            case FULL_DISK -> spoil(server, length, disk -> disk.leaveRoom(random.nextInt(MOST_ROOM)));
            case SNAPSHOT -> server.makeSnapshotDue();
        }
    }

    private void cut(SimServer server, int length) {
        List<SimServer> neighbours = server.neighbours();
        int other = neighbours.get(random.nextInt(neighbours.size())).number();
        cut(new Direction(server.number(), other), length);
        if (random.nextBoolean()) {
            cut(new Direction(other, server.number()), length);
        }
    }

    private void cut(Direction direction, int length) {
        oracle.note("%s is cut", direction);
        network.cut(direction);
        cuts.add(direction);
        agenda.in(length, () -> network.heal(direction));
    }

    private void breakOne() {
        SimWire wire = network.any();
        if (wire != null) {
            oracle.note("a connection breaks");
            wire.abort();
            linkBack.excuseAll();
        }
    }

    private void crash(SimServer server, boolean forgets, boolean silently, int length) {
        server.crash(forgets, silently);
        agenda.in(length, server::start);
    }

    private void stop(SimServer server, int length) {
        SimProcess life = server.life();
        if (life != null) {
            oracle.note("%s stops", server.name());
            life.run(life::stop);
            agenda.in(1_000, () -> {
                if (server.life() == life) {
                    crash(server, false, random.nextBoolean(), length);
                }
            });
        }
    }

    private void spoil(SimServer server, int length, Consumer<SimulatedDisk> fault) {
        oracle.note("the disk of %s fails", server.name());
        fault.accept(server.disk());
        agenda.in(length, server::repairDisk);
    }

    private void freeze(SimServer server, int length) {
        SimProcess life = server.life();
        if (life != null && frozen.add(life)) {
            oracle.note("%s is frozen", server.name());
            life.freeze();
            agenda.in(length, () -> thaw(life));
        }
    }

    private void thaw(SimProcess life) {
        if (frozen.remove(life)) {
            oracle.note("%s goes on", life.name());
            life.thaw();
        }
    }

    /** Makes all whole again, and breaks nothing more. */
    void end() {
        oracle.note("the faults end");
        isOver = true;
        cuts.forEach(network::heal);
        List.copyOf(frozen).forEach(this::thaw);
        servers.forEach(SimServer::repairDisk);
        servers.forEach(SimServer::start);
    }
}
