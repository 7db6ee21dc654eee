package io.herd.growth;

import io.herd.bench.Child;
import io.herd.bench.OwnHerd;
import io.herd.config.ServerConfig;
import io.herd.measure.StatusClient;
import io.herd.server.web.LinkEntry;
import io.herd.server.web.ServerStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** The neighbour of a server: how it catches up. Time counts from the opening of the server's link to it. */
final class Neighbour {
    private static final Duration LOOK = Duration.ofMillis(1);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String OPEN = "open";
    private static final String FREEZE = "STOP";
    private static final String THAW = "CONT";

    private final OwnHerd herd;
    private final StatusClient statuses;
    private final Child process;
    private final ServerConfig server;
    private final ServerConfig neighbour;
    private long toldBefore;

    /** @param records how many the server told it */
    record CaughtUp(double seconds, long records) {}

    private Neighbour(OwnHerd herd, StatusClient statuses, Child process) {
        this.herd = herd;
        this.statuses = statuses;
        this.process = process;
        server = herd.servers().getFirst();
        neighbour = herd.servers().getLast();
    }

    /** Starts a neighbour; its server stands still until it is ready, and so its link opens only then. */
    static Neighbour start(OwnHerd herd, StatusClient statuses) throws IOException {
        Child server = herd.first();
        // Whoever is asked for the first time takes long to answer, in which others would catch up unseen.
        var _ = statuses.ask(herd.servers().getFirst());
        server.signal(FREEZE);
        Child process = herd.startNext();
        var _ = statuses.ask(herd.servers().getLast());
        server.signal(THAW);
        return new Neighbour(herd, statuses, process);
    }

    /** Stands still while clients report, and is thawed when its server has given it up. */
    CaughtUp miss(int reports) throws IOException {
        toldBefore = told(link(statuses.ask(server)));
        process.signal(FREEZE);
        await(server, status -> !link(status).state().equals(OPEN));
        Trial.meet(herd, reports);
        process.signal(THAW);
        return catchUp();
    }

    /** Waits until the neighbour knows what its server knows. */
    CaughtUp catchUp() throws IOException {
        String root = statuses.ask(server).root();
        await(neighbour, status -> status.root().equals(root));
        LinkEntry link = link(statuses.ask(server));
        return new CaughtUp(link.stateMillis() / 1e3, told(link) - toldBefore);
    }

    private static long told(LinkEntry link) {
        return link.counters().getOrDefault("told", 0L);
    }

    private LinkEntry link(ServerStatus status) {
        return status.links().stream()
                .filter(link -> link.neighbour().equals(neighbour.name()))
                .findFirst()
                .orElseThrow();
    }

    private void await(ServerConfig whom, Predicate<ServerStatus> condition) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.test(statuses.ask(whom))) {
            if (System.nanoTime() > end) {
                throw new IOException(whom.name() + " does not get there within " + PATIENCE.toMinutes() + " minutes");
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }
}
