package io.herd.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
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
    /** Longer than a difference of digests may last before it is looked for, in ms. */
    private static final int REPAIR = 7_000;

    private static final int STEP = 250;

    private final Agenda agenda = new Agenda();
    private final List<SimServer> servers = new ArrayList<>();
    private final Crowd crowd;
    private final Oracle oracle;
    private final LinkBack linkBack;
    private final Trouble trouble;
    /** How long news may take to all servers where nothing hinders it: on the narrowest wire, a round trip for each. */
    private final int spread;

    private Simulation(Scenario scenario, Plant plant, @Nullable Consumer<String> trace) {
        var random = new Random(scenario.seed());
        boolean isCalm = scenario.faults() == Faults.CALM;
        crowd = new Crowd(agenda, random, scenario.faults().kinds().contains(Faults.Fault.FORGET));
        oracle = new Oracle(servers, crowd.names(), agenda::now, trace);
        int slowest = random.nextInt(isCalm ? 20 : 150);
        var network = new Network(agenda, random, slowest, 100 + random.nextInt(3_000));
        int size = scenario.topology().servers(random);
        spread = size * (1 + crowd.names().size()) * (2 + 2 * slowest);
        for (int number = 0; number < size; number++) {
            servers.add(new SimServer(number, network, plant, oracle, Crowd.hours(random)));
        }
        scenario.topology()
                .edges(size, random)
                .forEach(edge -> servers.get(edge.one()).befriend(servers.get(edge.other())));
        linkBack = new LinkBack(agenda, network, servers, oracle, slowest);
        trouble = new Trouble(agenda, network, servers, oracle, linkBack, scenario.faults());
    }

    /**
     * Runs a scenario.
     *
     * @param trace hears what happens, if somebody wants to
     * @throws AssertionError where something that must hold does not
     */
    static void run(Scenario scenario, Plant plant, @Nullable Consumer<String> trace) {
        var simulation = new Simulation(scenario, plant, trace);
        if (scenario.faults() == Faults.CALM) {
            simulation.calm();
        } else {
            simulation.trouble();
        }
        simulation.oracle.mustBeInOrder();
    }

    /** Without faults the flood alone has to do. */
    private void calm() {
        servers.forEach(SimServer::start);
        linkBack.begin();
        agenda.pass(OPENING);
        crowd.begin(servers);
        agenda.pass(CALM);
        crowd.end();
        agenda.pass(spread);
        oracle.mustBeSettled();
        agenda.pass(REPAIR);
        oracle.mustNotHaveRepaired();
    }

    private void trouble() {
        servers.forEach(SimServer::start);
        crowd.begin(servers);
        linkBack.begin();
        trouble.begin();
        agenda.pass(TROUBLE);
        crowd.end();
        trouble.end();
        settle();
    }

    private void settle() {
        long end = agenda.now() + PATIENCE;
        while (!oracle.isSettled() && agenda.now() < end) {
            agenda.pass(STEP);
        }
        oracle.mustBeSettled();
        oracle.note("all have settled");
    }
}
