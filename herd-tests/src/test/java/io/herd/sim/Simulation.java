package io.herd.sim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One run of a herd: servers start, clients report, faults happen and end, and then all must settle. */
final class Simulation {
    /** In ms: until links are open where nothing hinders them; how long clients report in calm and in trouble. */
    private static final int OPENING = 1_000;

    private static final int CALM = 3_000;
    private static final int TROUBLE = 15_000;
    /** How long servers may take to settle once the faults have ended, in ms. */
    private static final int PATIENCE = 60_000;
    /** The same where digests have differed for long, and so are compared ever more rarely. */
    private static final int LONGER_PATIENCE = 300_000;
    /** Longer than a difference of digests may last before it is looked for, in ms. */
    private static final int REPAIR = 7_000;

    /** Within this, in ms, all servers have committed what they know: longer than a journal backs off after failures of its disk. */
    private static final int DURABLE = 6_000;

    /** Within this, in ms, those who watch have been told all, however slowly they read. */
    private static final int TELLING = 10_000;

    private static final int STEP = 250;

    private final VirtualClock agenda = new VirtualClock();
    private final Random random;
    private final List<SimServer> servers = new ArrayList<>();
    private final List<SimServer> honest = new ArrayList<>();
    private final Retention retention;
    private final Workload workload;
    private final Oracle oracle;
    private final LinkBack linkBack;
    private final FaultInjector trouble;
    private final ClockFaults clockFaults;
    /** How long news may take to all servers where nothing hinders it: on the narrowest wire, a round trip for each. */
    private final int spread;

    private Simulation(Scenario scenario, Mutation mutation, @Nullable Consumer<String> trace) {
        random = new Random(scenario.seed());
        boolean isCalm = scenario.faults() == Faults.CALM;
        retention = Retention.of(scenario.faults(), random);
        workload = new Workload(agenda, random, scenario.faults(), retention);
        oracle = new Oracle(honest, workload.names(), agenda, retention.expiry(), trace);
        int slowest = random.nextInt(isCalm ? 20 : 150);
        var network = new Network(agenda, random, slowest, 100 + random.nextInt(3_000));
        int size = scenario.topology().servers(random);
        spread = size * (1 + workload.names().size()) * (2 + 2 * slowest);
        for (int number = 0; number < size; number++) {
            servers.add(new SimServer(number, network, scenario.faults().limits(), retention, mutation, oracle));
        }
        honest.addAll(scenario.faults().hasLiar() ? servers.subList(0, size - 1) : servers);
        scenario.topology()
                .edges(size, random)
                .forEach(edge -> servers.get(edge.one()).befriend(servers.get(edge.other())));
        linkBack = new LinkBack(agenda, network, servers, oracle, slowest);
        trouble = new FaultInjector(agenda, network, servers, oracle, linkBack, scenario.faults());
        clockFaults = new ClockFaults(agenda, random, servers, retention, oracle);
    }

    /**
     * Runs a scenario.
     *
     * @param trace hears what happens, if somebody wants to
     * @throws AssertionError where something that must hold does not
     */
    static void run(Scenario scenario, Mutation mutation, @Nullable Consumer<String> trace) {
        var simulation = new Simulation(scenario, mutation, trace);
        switch (scenario.faults()) {
            case CALM -> simulation.calm();
            case CLOCKS -> simulation.wrongClocks();
            case LIES -> simulation.lies();
            case FORGERIES -> simulation.forgeries();
            case SECRETS -> simulation.secretChange();
            case EXPIRY -> simulation.expiry();
            case JOURNALS -> simulation.journals();
            case WATCHES -> simulation.watches();
            default -> simulation.trouble();
        }
    }

    /** Without faults the flood alone has to do. */
    private void calm() {
        servers.forEach(SimServer::start);
        linkBack.begin();
        agenda.pass(OPENING);
        workload.begin(servers);
        agenda.pass(CALM);
        workload.end();
        agenda.pass(spread);
        oracle.mustBeSettled();
        agenda.pass(REPAIR);
        oracle.mustNotHaveRepaired();
        oracle.mustBeInOrder();
    }

    /** The first server's clock is so slow that it refuses whatever others take; its neighbour's is as fast. */
    private void wrongClocks() {
        long most = Faults.CLOCKS.mostClockError().toMillis();
        servers.getFirst().setClock(-2 * most);
        servers.get(1).setClock(2 * most);
        servers.forEach(SimServer::start);
        agenda.pass(OPENING);
        workload.introduce(servers.getFirst());
        workload.introduce(servers.get(1));
        workload.begin(servers);
        agenda.pass(TROUBLE);
        workload.end();
        // Each report is refused or kept by clocks that are as wrong as when it was made.
        agenda.pass(spread);
        oracle.mustHaveRefusedAllReports(servers.getFirst());
        servers.forEach(server -> server.setClock(0));
        // What clients stamped ahead is in the past by now.
        agenda.pass(2 * most);
        settle(LONGER_PATIENCE);
        oracle.mustBeInOrder();
    }

    /** All but the liar must settle on what their clients report, although the liar goes on. */
    private void lies() {
        SimProcess liar = beginToLie(null);
        if (random.nextInt(3) == 0) {
            impersonateOne(liar);
        }
        workload.begin(honest);
        agenda.pass(TROUBLE);
        pass(LONGER_PATIENCE, oracle::hasBeenLiedTo);
        oracle.check(oracle.hasBeenLiedTo(), "the liar has broken no bound");
        workload.end();
        liar.stopImpersonating();
        settle(LONGER_PATIENCE);
    }

    private SimProcess beginToLie(@Nullable Forger forger) {
        servers.forEach(SimServer::start);
        agenda.pass(OPENING);
        workload.introduce(honest.getFirst());
        agenda.pass(spread);
        servers.getLast().lie(forger);
        return Objects.requireNonNull(servers.getLast().life());
    }

    /** Has the liar claim to be another neighbour of one of its neighbours. */
    private void impersonateOne(SimProcess liar) {
        List<SimServer> neighbours = servers.getLast().neighbours();
        SimServer neighbour = neighbours.get(random.nextInt(neighbours.size()));
        List<SimServer> others =
                neighbour.neighbours().stream().filter(honest::contains).toList();
        if (!others.isEmpty()) {
            liar.impersonate(others.get(random.nextInt(others.size())).name(), neighbour);
        }
    }

    /**
     * Forged records stand, and all agree on them. Once their forger is gone, and the time has passed up to which a record may be
     * stamped ahead, the next report of each client stands everywhere.
     */
    private void forgeries() {
        Duration future = Faults.FORGERIES.limits().future();
        Duration ahead = future.minus(Faults.FORGERIES.mostClockError());
        var forger = new Forger(random, agenda, workload.names(), oracle, ahead);
        SimServer liar = servers.getLast();
        var _ = beginToLie(forger);
        workload.begin(honest);
        agenda.pass(TROUBLE);
        pass(PATIENCE, () -> oracle.hasForgery(forger));
        oracle.check(oracle.hasForgery(forger), "nothing that was forged stands");
        workload.end();
        liar.crash(false, random.nextBoolean());
        settle(LONGER_PATIENCE);
        agenda.skip(future.toMillis());
        workload.introduce(honest.getFirst());
        settle(PATIENCE);
        oracle.check(!oracle.hasForgery(forger), "what was forged stands although its time has passed");
    }

    /** Wherever the change of the secret ends. */
    private void secretChange() {
        servers.forEach(SimServer::start);
        workload.begin(servers);
        linkBack.begin();
        trouble.begin();
        var change = new SecretChange(agenda, random, servers, oracle);
        change.begin();
        pass(Integer.MAX_VALUE, change::isOver);
        workload.end();
        trouble.end();
        settle(PATIENCE);
        oracle.mustBeInOrder();
    }

    /** Clients are deleted and expire; once the clocks are right, all agree on who is left, and in the end nobody is. */
    private void expiry() {
        liveThroughTroubleWithWrongClocks();
        clockFaults.passAll();
        settle(PATIENCE);
        oracle.mustBeInOrder();
    }

    private void liveThroughTroubleWithWrongClocks() {
        servers.forEach(SimServer::start);
        workload.begin(servers);
        linkBack.begin();
        trouble.begin();
        clockFaults.begin();
        agenda.pass(TROUBLE);
        workload.end();
        trouble.end();
        clockFaults.end();
        settle(PATIENCE);
        oracle.mustBeInOrder();
    }

    /** Whoever watches is told what its server knows in the end, and also once time has passed and more has expired. */
    private void watches() {
        servers.forEach(SimServer::beWatched);
        liveThroughTroubleWithWrongClocks();
        mustHaveToldAll();
        clockFaults.passAll();
        settle(PATIENCE);
        mustHaveToldAll();
    }

    private void mustHaveToldAll() {
        List<SimProcess> lives = servers.stream()
                .map(server -> Objects.requireNonNull(server.life()))
                .toList();
        lives.forEach(SimProcess::contentWatchers);
        // Records may go on expiring.
        pass(TELLING, () -> lives.stream().allMatch(SimProcess::hasToldWatchers));
        lives.forEach(SimProcess::mustHaveToldWatchers);
    }

    /** Whatever happens to processes and disks, nothing acknowledged is lost; and who comes back with its disk has missed little. */
    private void journals() {
        servers.forEach(SimServer::useDisk);
        liveThroughTroubleWithWrongClocks();
        agenda.pass(DURABLE);
        servers.forEach(server -> server.crash(false, true));
        servers.forEach(SimServer::start);
        settle(PATIENCE);
        oracle.mustBeInOrder();
        oracle.mustNotHaveTold();
        missOneReport();
        clockFaults.passAll();
        settle(PATIENCE);
        oracle.mustBeInOrder();
    }

    /** Where reports expire, more than the report may differ while digests are compared. */
    private void missOneReport() {
        SimServer absent = servers.getFirst();
        absent.crash(false, random.nextBoolean());
        workload.reportOnce(servers.getLast());
        agenda.pass(DURABLE);
        absent.start();
        settle(PATIENCE);
        if (!retention.expiry().ofReports()) {
            oracle.mustHaveHeardOnly(1, absent);
        }
    }

    private void trouble() {
        servers.forEach(SimServer::start);
        workload.begin(servers);
        linkBack.begin();
        trouble.begin();
        agenda.pass(TROUBLE);
        workload.end();
        trouble.end();
        settle(PATIENCE);
        oracle.mustBeInOrder();
    }

    /** Lets time pass until something is true, or for so many ms. */
    private void pass(long patience, BooleanSupplier condition) {
        long end = agenda.now() + patience;
        while (!condition.getAsBoolean() && agenda.now() < end) {
            agenda.pass(STEP);
        }
    }

    private void settle(long patience) {
        pass(patience, oracle::isSettled);
        oracle.mustBeSettled();
        oracle.note("all have settled");
    }
}
