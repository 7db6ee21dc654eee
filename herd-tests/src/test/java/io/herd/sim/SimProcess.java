package io.herd.sim;

import io.herd.config.LimitsConfig;
import io.herd.config.LinksConfig;
import io.herd.protocol.Bytes;
import io.herd.protocol.ClientName;
import io.herd.protocol.Command.Iamat;
import io.herd.protocol.Prefix;
import io.herd.protocol.Report;
import io.herd.server.client.ClientSession;
import io.herd.server.intake.Refusal;
import io.herd.server.journal.SimulatedDisk;
import io.herd.server.journal.SimulatedJournal;
import io.herd.server.link.Dialler;
import io.herd.server.link.Keyring;
import io.herd.server.link.LinkService;
import io.herd.server.link.PendingLink;
import io.herd.server.log.TrafficLog;
import io.herd.server.net.Wire;
import io.herd.server.watch.SimulatedWatches;
import io.herd.state.Expiry;
import io.herd.state.HerdState;
import io.herd.state.Origin;
import io.herd.state.SipHash;
import io.herd.state.SmallState;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A server from its start to its end: one process. All that it does goes through {@link #run}. */
final class SimProcess {
    private static final long TICK = 250;
    /** One of so many ticks removes nothing: a server may take long. */
    private static final int LATE = 8;

    private static final int MOST_WATCHERS = 4;
    /** So many steps of those that follow changes come one after the other at most. */
    private static final int STEPS = 12;

    /** How long a stop waits for a neighbour that does not read, in ms. */
    private static final long PATIENCE = 5_000;

    /** What a server may have written to a neighbour that does not read: its last write, and a little. */
    private static final int MOST_UNSENT = 128 << 10;

    private final SimServer server;
    private final Network network;
    private final LimitsConfig limits;
    private final Mutation mutation;
    private final Oracle oracle;
    private final HerdState state;
    private final LinkService service;
    private final ClientPort clients;
    private final SimulatedWatches watches;
    private final List<SimWatcher> watchers = new ArrayList<>();
    /** Null if it remembers in memory only. */
    private @Nullable SimulatedJournal journal;

    private final Map<String, Dialler> diallers = new LinkedHashMap<>();
    /** The connections to the link port, with their sessions. */
    private final Map<SimWire, PendingLink> accepted = new LinkedHashMap<>();

    /** The connection that was dialled last to each neighbour. */
    private final Map<String, SimWire> dialled = new LinkedHashMap<>();

    private final Map<String, Long> linkedAt = new HashMap<>();
    private final List<SimWire> wires = new ArrayList<>();
    /** Dials in the name of another server; null if it does not. */
    private @Nullable Dialler impostor;
    /** What happened to it while it was frozen. */
    private final Queue<Runnable> missed = new ArrayDeque<>();

    private boolean frozen;
    private boolean stopping;
    private boolean dead;

    SimProcess(
            SimServer server,
            Network network,
            LimitsConfig limits,
            Expiry expiry,
            LinksConfig links,
            Mutation mutation,
            Oracle oracle,
            Collection<SimServer> neighbours) {
        this.server = server;
        this.network = network;
        this.limits = limits;
        this.mutation = mutation;
        this.oracle = oracle;
        SipHash key = Keyring.of(links).hash();
        LongSupplier clock = server::clock;
        this.state = SmallState.of(
                bytes -> mutation.hash().applyAsLong(key, bytes),
                mutation.order(),
                mutation.isBoundless() ? Integer.MAX_VALUE : limits.clients(),
                limits.clientBytes(),
                expiry,
                mutation.lifetime().apply(expiry, clock));
        this.watches = new SimulatedWatches(
                state, network.random(), () -> network.agenda().now() * 1_000_000, mutation.watches());
        this.clients = new ClientPort(this, watches, limits, oracle, clock, this::later);
        this.service = new LinkService(
                server.name(),
                shared(neighbours),
                state,
                links,
                clock,
                mutation.believesTheFuture() ? Duration.ofDays(70_000) : limits.future(),
                oracle.log(server.name()),
                TrafficLog.none());
        neighbours.forEach(neighbour -> diallers.put(
                neighbour.name(),
                new Dialler(service, neighbour.name(), new SimRoute(network, this, neighbour), network.random())));
    }

    private static Map<String, Set<String>> shared(Collection<SimServer> neighbours) {
        return neighbours.stream()
                .collect(Collectors.toMap(
                        SimServer::name,
                        each -> each.neighbours().stream()
                                .filter(neighbours::contains)
                                .map(SimServer::name)
                                .collect(Collectors.toSet())));
    }

    /** Loads its journal from a disk; false if it cannot start. */
    boolean load(SimulatedDisk disk) {
        try {
            var loaded = new SimulatedJournal(disk, mutation.journal(), name(), state, new JournalHost(this, network));
            service.remembersSince(loaded.since());
            journal = loaded;
            return true;
        } catch (IOException e) {
            oracle.note("%s cannot start: %s", name(), e.getMessage());
            return false;
        }
    }

    void begin(Memory memory) {
        state.expire(memory.horizon());
        expire();
        memory.records().values().forEach(report -> {
            var _ = state.mergeRemote(report, Origin.UNKNOWN);
        });
        diallers.values().forEach(dialler -> {
            var _ = dialler.start();
        });
        later(network.random().nextInt((int) TICK), this::tick);
    }

    /** Clients begin to watch. */
    void beWatched() {
        for (int i = 0; i <= network.random().nextInt(MOST_WATCHERS); i++) {
            var watcher = new SimWatcher(this, network.random());
            watchers.add(watcher);
            later(network.random().nextInt(1_000), watcher::begin);
        }
        later(0, this::followChanges);
    }

    private void followChanges() {
        for (int steps = network.random().nextInt(STEPS); steps > 0; steps--) {
            watches.step();
        }
        later(1 + network.random().nextInt(30), this::followChanges);
    }

    /** Nobody asks for anything else any more. */
    void contentWatchers() {
        watchers.forEach(SimWatcher::beContent);
    }

    boolean hasToldWatchers() {
        return watchers.stream().allMatch(watcher -> watcher.knows(state));
    }

    /** All who watch must have been told what is known here, and nothing else. */
    void mustHaveToldWatchers() {
        watchers.forEach(watcher -> watcher.mustKnow(state, oracle));
    }

    /** A connection of a client, whose lines come in one by one. */
    ClientSession connect(Wire wire, Executor loop) {
        return clients.connect(wire, loop);
    }

    /** Forgets what has expired. */
    private void expire() {
        state.expire(state.horizon().at(server.clock()));
        oracle.forgetting().reached(server, state.tree().digest().horizon());
    }

    private void tick() {
        long now = network.agenda().now();
        if (network.random().nextInt(LATE) > 0) {
            expire();
        }
        diallers.values().forEach(Dialler::tick);
        if (impostor != null) {
            impostor.tick();
        }
        List.copyOf(accepted.values()).forEach(link -> link.tick(now));
        accepted.keySet().removeIf(SimWire::isClosed);
        wires.removeIf(SimWire::isClosed);
        Liar liar = server.liar();
        if (liar != null) {
            liar.lie(linkedWires(), provenWires());
        }
        later(TICK, this::tick);
    }

    /** Does something in this process, unless it is dead; later, if it is frozen. */
    void run(Runnable task) {
        if (frozen && !dead) {
            missed.add(task);
        } else if (!dead) {
            task.run();
            if (!dead && server.liar() == null) {
                oracle.look(this);
            }
        }
    }

    boolean isAlive() {
        return !dead;
    }

    /** Whether it does all that it should. */
    boolean isAwake() {
        return !frozen && !stopping;
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

    /** Takes nobody in any more, tells the neighbours all that they are pending, and says goodbye. */
    void stop() {
        stopping = true;
        List.copyOf(accepted.keySet()).forEach(SimWire::stop);
        diallers.values().forEach(dialler -> {
            var _ = dialler.stop(PATIENCE);
        });
    }

    /** Ends at once; silently, if the machine goes too. Returns what it knew. */
    Memory die(boolean silently) {
        if (stopping && journal != null) {
            journal.stop();
        }
        dead = true;
        for (SimWire wire : wires) {
            wire.die(silently);
            network.forget(wire);
        }
        var known = new HashMap<Bytes, Report>();
        state.tree().reports(Prefix.ROOT).forEach(report -> known.put(report.client(), report));
        return new Memory(known, state.tree().digest().horizon());
    }

    /** The machine of this life that ended is back. */
    void reappear() {
        wires.forEach(SimWire::reappear);
    }

    /** A neighbour calls. */
    void called(SimWire wire) {
        wires.add(wire);
        var link = new PendingLink(service, wire, this::neighbourLinked, this::flushChanges);
        accepted.put(wire, link);
        wire.listen(link);
    }

    void dialled(SimWire wire) {
        wires.add(wire);
        dialled.put(wire.farOwner().name(), wire);
    }

    /** The wires to the neighbours that are linked to. */
    Set<SimWire> linkedWires() {
        return dialled.entrySet().stream()
                .filter(entry -> isLinkedTo(entry.getKey()) && !entry.getValue().isClosed())
                .map(Map.Entry::getValue)
                .collect(Collectors.toSet());
    }

    /** A little later, since links that are told and links that tell may be on different event loops. */
    Future<Void> flush() {
        Promise<Void> told = Promise.promise();
        later(network.random().nextInt(2), () -> {
            diallers.values().forEach(Dialler::sendPending);
            told.complete();
        });
        return mutation.answersEarly() ? Future.succeededFuture() : told.future();
    }

    /** At once, if it has no journal. */
    Future<Void> flushJournal() {
        return journal == null || mutation.answersEarly() ? Future.succeededFuture() : journal.flush();
    }

    void makeSnapshotDue() {
        if (journal != null) {
            oracle.note("a snapshot of %s is due", name());
            journal.makeSnapshotDue();
        }
    }

    /** Whether its journal was damaged when it was loaded. */
    boolean hasFoundDamage() {
        return journal != null && journal.isDamaged();
    }

    /** What it has forgotten for good. */
    long durableHorizon() {
        return journal == null ? Expiry.NONE : journal.durableHorizon();
    }

    /** Does something later that may let time pass: not in the middle of what it makes up for after it was frozen. */
    void laterOnItsOwn(long millis, Runnable task) {
        network.agenda().in(millis, () -> {
            if (frozen) {
                missed.add(() -> laterOnItsOwn(0, task));
            } else {
                run(task);
            }
        });
    }

    void later(long millis, Runnable task) {
        network.agenda().in(millis, () -> run(task));
    }

    private void flushChanges() {
        var _ = flush();
        if (journal != null) {
            journal.wake();
        }
    }

    private void neighbourLinked(String neighbour) {
        linkedAt.put(neighbour, network.agenda().now());
        if (mutation.linksBack()) {
            dialler(neighbour).neighbourLinked();
        }
    }

    /** When a neighbour last linked to this process, in ms. */
    long linkedAt(String neighbour) {
        return linkedAt.getOrDefault(neighbour, 0L);
    }

    private Dialler dialler(String neighbour) {
        return Objects.requireNonNull(diallers.get(neighbour));
    }

    boolean isLinkedTo(String neighbour) {
        return dialler(neighbour).isOpen();
    }

    /** What it says where it would say something; empty if that is lost. */
    Bytes instead(Bytes write) {
        Liar liar = server.liar();
        Bytes said = liar == null ? write : liar.instead(write);
        return mutation.isLost().test(write) ? Bytes.of("") : said;
    }

    /** Whether it does not read what comes in. */
    boolean isDeaf() {
        Liar liar = server.liar();
        return liar != null && liar.isDeaf();
    }

    /** Dials a neighbour in the name of another server. */
    void impersonate(String name, SimServer neighbour) {
        var service = new LinkService(
                name,
                Map.of(neighbour.name(), Set.of()),
                state,
                SecretChange.BEFORE,
                server::clock,
                limits.future(),
                oracle.log(name),
                TrafficLog.none());
        impostor = new Dialler(service, neighbour.name(), new SimRoute(network, this, neighbour), network.random());
        var _ = impostor.start();
    }

    /** Does so no more. */
    void stopImpersonating() {
        if (impostor != null) {
            var _ = impostor.stop(0);
        }
    }

    /** Whether it is linked both ways to all neighbours that are honest. */
    boolean isLinkedToAll() {
        return server.neighbours().stream()
                .filter(each -> each.liar() == null)
                .allMatch(each -> isLinkedTo(each.name()) && service.isAccepted(each.name()));
    }

    /** The wires of the neighbours that have linked. */
    private List<SimWire> provenWires() {
        return accepted.entrySet().stream()
                .filter(entry -> entry.getValue().isProven())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Whether it holds no more than it is configured to. */
    boolean isBounded() {
        return state.size() <= limits.clients()
                && state.fences() <= limits.clients()
                && state.bytes() <= limits.clientBytes()
                && wires.stream().allMatch(wire -> wire.waiting() <= MOST_UNSENT);
    }

    /** Whether a report is, or was a moment ago, stamped too far ahead to be kept. */
    boolean isEarly(Report report) {
        Duration ahead = Duration.ofNanos(report.timeNanos() - server.clock());
        return ahead.plusSeconds(1).compareTo(limits.future()) > 0;
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

    /** Clients send commands in one read. */
    void read(List<Iamat> commands) {
        clients.read(commands);
    }

    /** Deletes a client. */
    void delete(ClientName client) {
        clients.delete(client);
    }

    /** What its clients are connected to. */
    ClientPort clients() {
        return clients;
    }

    /** How many reports of its clients it has refused because of their times. */
    long refusedAtTheDoor() {
        return clients.counters().refused(Refusal.FROM_THE_FUTURE).sum();
    }

    HerdState state() {
        return state;
    }

    LinkService service() {
        return service;
    }
}
