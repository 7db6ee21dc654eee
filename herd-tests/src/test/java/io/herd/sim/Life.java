package io.herd.sim;

import io.herd.config.LimitsConfig;
import io.herd.config.LinksConfig;
import io.herd.protocol.Bytes;
import io.herd.protocol.Prefix;
import io.herd.protocol.Report;
import io.herd.server.link.AcceptedLink;
import io.herd.server.link.LinkService;
import io.herd.server.log.TrafficLog;
import io.herd.state.HerdState;
import io.herd.state.SmallState;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.helpers.NOPLogger;

/** A server from its start to its end: one process. All that it does goes through {@link #run}. */
final class Life {
    private static final long TICK = 250;
    private static final LinksConfig CONFIG = LinksConfig.DEFAULT.withSecret("correct horse battery staple");

    private final SimServer server;
    private final Network network;
    private final Plant plant;
    private final Oracle oracle;
    private final HerdState state;
    private final LinkService service;
    private final List<Redial> redials = new ArrayList<>();
    private final List<AcceptedLink> accepted = new ArrayList<>();
    private final List<SimWire> wires = new ArrayList<>();
    /** What happened to it while it was frozen. */
    private final Queue<Runnable> missed = new ArrayDeque<>();

    private boolean frozen;
    private boolean stopping;
    private boolean dead;

    Life(SimServer server, Network network, Plant plant, Oracle oracle, Collection<SimServer> neighbours) {
        this.server = server;
        this.network = network;
        this.plant = plant;
        this.oracle = oracle;
        this.state = SmallState.of(plant.hash(), plant.order());
        Set<String> names = neighbours.stream().map(SimServer::name).collect(Collectors.toSet());
        this.service = new LinkService(
                server.name(), names, state, LimitsConfig.DEFAULT, CONFIG, NOPLogger.NOP_LOGGER, TrafficLog.none());
        neighbours.forEach(neighbour -> redials.add(new Redial(network, this, service, neighbour)));
    }

    void begin(Collection<Report> memory) {
        memory.forEach(report -> {
            boolean _ = state.merge(report, null);
        });
        redials.forEach(Redial::dial);
        network.agenda().in(network.random().nextInt((int) TICK), () -> run(this::tick));
    }

    private void tick() {
        long now = network.agenda().now();
        redials.forEach(redial -> redial.tick(now));
        accepted.removeIf(link -> !link.tick(now));
        wires.removeIf(SimWire::isClosed);
        network.agenda().in(TICK, () -> run(this::tick));
    }

    /** Does something in this process, unless it is dead; later, if it is frozen. */
    void run(Runnable task) {
        if (frozen && !dead) {
            missed.add(task);
        } else if (!dead) {
            task.run();
            if (!dead) {
                oracle.look(this);
            }
        }
    }

    /** Whether it takes connections. */
    boolean isListening() {
        return !stopping;
    }

    void freeze() {
        frozen = true;
    }

    void thaw() {
        frozen = false;
        while (!frozen && !missed.isEmpty()) {
            run(missed.remove());
        }
    }

    /** Takes nobody in any more, tells the neighbours all that they are owed, and says goodbye. */
    void stop() {
        stopping = true;
        accepted.forEach(AcceptedLink::stop);
        redials.forEach(Redial::stop);
    }

    /** Ends at once; silently, if the machine goes too. Returns what it knew. */
    Map<Bytes, Report> die(boolean silently) {
        dead = true;
        for (SimWire wire : wires) {
            wire.die(silently);
            network.forget(wire);
        }
        var known = new HashMap<Bytes, Report>();
        state.reports(Prefix.ROOT).forEach(report -> known.put(report.client(), report));
        return known;
    }

    /** The machine of this life that ended is back. */
    void reappear() {
        wires.forEach(SimWire::reappear);
    }

    /** A neighbour calls. */
    void called(SimWire wire) {
        wires.add(wire);
        wire.listen(new FirstLine(wire, line -> {
            AcceptedLink link = service.admit(line, wire, this::flood);
            if (link != null) {
                accepted.add(link);
            }
            return link != null;
        }));
    }

    void dialled(SimWire wire) {
        wires.add(wire);
    }

    /** Passes news on a little later, since links that hear and links that tell may be on different event loops. */
    Future<Void> flood() {
        network.agenda().in(network.random().nextInt(2), () -> run(this::sendOwed));
        return Future.succeededFuture();
    }

    void sendOwed() {
        redials.forEach(Redial::sendOwed);
        oracle.check(
                redials.stream().noneMatch(Redial::isBehind),
                "%s has not told a neighbour what it owes",
                server.name());
    }

    boolean isLost(Bytes write) {
        return plant.isLost().test(write);
    }

    boolean isLinkedToAll() {
        return redials.stream().allMatch(Redial::isOpen)
                && server.neighbours().stream().allMatch(each -> service.isAccepted(each.name()));
    }

    String name() {
        return server.name();
    }

    SimServer server() {
        return server;
    }

    int number() {
        return server.number();
    }

    HerdState state() {
        return state;
    }

    LinkService service() {
        return service;
    }

    int lineLimit() {
        return service.lineLimit();
    }
}
