package io.herd.sim;

import io.herd.protocol.Bytes;
import io.herd.protocol.Command.Iamat;
import io.herd.protocol.CommandParser;
import io.herd.protocol.Report;
import io.herd.state.Expiry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * How news spreads through a herd in which nothing goes wrong: one report at a time, at any server. What a packet takes
 * on its way is up to {@link #SLOWEST}, by chance.
 */
public final class Spread {
    /** How long a packet travels at most, in ms. */
    public static final int SLOWEST = 10;

    /** As much as may be under way on a wire: more than is, here. */
    private static final int CAPACITY = 64 * 1024;
    /** How long links may take to open, and what is said twice to arrive, in ms. */
    private static final int OPENING = 2_000;

    private static final int QUIET = 500;
    private static final Retention RIGHT_CLOCKS = new Retention(Expiry.DEFAULT, Duration.ZERO, Duration.ZERO);
    private static final List<Bytes> CLIENTS =
            IntStream.range(0, 10).mapToObj(i -> Bytes.of("c" + i)).toList();

    private final VirtualClock agenda = new VirtualClock();
    private final List<SimServer> servers = new ArrayList<>();
    private final Oracle oracle = new Oracle(servers, CLIENTS, agenda, Expiry.DEFAULT, null);
    private final Random random;

    /**
     * What came of it.
     *
     * @param messages how many ATs servers told each other for a report
     * @param millis how long it took until the last server knew it, in ms of the simulated clock
     */
    public record Outcome(double messages, double millis) {}

    private Spread(Topology topology, int size, long seed) {
        random = new Random(seed);
        var network = new Network(agenda, random, SLOWEST, CAPACITY);
        for (int number = 0; number < size; number++) {
            servers.add(new SimServer(number, network, Faults.CALM.limits(), RIGHT_CLOCKS, Mutation.NONE, oracle));
        }
        topology.edges(size, random).forEach(edge -> servers.get(edge.one()).befriend(servers.get(edge.other())));
    }

    /**
     * Starts a herd and reports to it.
     *
     * @param size how many servers it has
     * @param seed settles all that is left to chance
     * @param reports how many there are
     * @return the means of all reports
     */
    public static Outcome measure(Topology topology, int size, long seed, int reports) {
        var spread = new Spread(topology, size, seed);
        spread.start();
        long millis = 0;
        for (int i = 0; i < reports; i++) {
            millis += spread.report(CLIENTS.get(i % CLIENTS.size()));
        }
        spread.oracle.mustBeInOrder();
        spread.oracle.mustNotHaveRepaired();
        long told = spread.servers.stream().mapToLong(Spread::told).sum();
        return new Outcome((double) told / reports, (double) millis / reports);
    }

    private void start() {
        servers.forEach(SimServer::start);
        agenda.pass(OPENING);
        oracle.mustBeSettled();
    }

    /** Has a client report to some server; returns after how many ms the last one knows. */
    private long report(Bytes client) {
        SimServer server = servers.get(random.nextInt(servers.size()));
        long now = agenda.date();
        var command =
                (Iamat) CommandParser.parse(Bytes.of("IAMAT " + client + " +34.068930-118.445127 " + now / 1_000));
        SimProcess life = life(server);
        life.run(() -> life.read(List.of(command)));
        Report report = server.knows(client);
        long start = agenda.now();
        while (!servers.stream().allMatch(each -> Objects.equals(each.knows(client), report))) {
            agenda.pass(1);
        }
        long taken = agenda.now() - start;
        agenda.pass(QUIET);
        return taken;
    }

    private static long told(SimServer server) {
        return life(server).service().total(counters -> counters.told);
    }

    private static SimProcess life(SimServer server) {
        return Objects.requireNonNull(server.life());
    }
}
