package io.herd.compare;

import io.herd.bench.Commands;
import io.herd.bench.Delay;
import io.herd.bench.Load;
import io.herd.bench.LoadResult;
import io.herd.bench.OwnHerd;
import io.herd.bench.Plan;
import io.herd.config.ServerConfig;
import io.herd.measure.Clock;
import io.herd.measure.StatusClient;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/** Our five servers. */
record OurHerd(String name, OwnHerd herd, StatusClient statuses) implements Contender.Five {
    private static final long LOOK_NANOS = Duration.ofMillis(10).toNanos();

    OurHerd(String name, OwnHerd herd) {
        this(name, herd, new StatusClient());
    }

    @Override
    public double converge(Plan plan) throws IOException {
        long start = System.nanoTime();
        LoadResult outcome = Load.run(plan.at(herd.addresses()).speaking(Commands.iamat(Clock.next())), _ -> {});
        while (!agree()) {
            // Each look asks servers to count what is pending: more of them would only delay the end.
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return outcome.commands() / ((System.nanoTime() - start) / 1e9);
    }

    private boolean agree() throws IOException {
        String first = root(herd.servers().getFirst());
        for (ServerConfig server : herd.servers()) {
            if (!root(server).equals(first)) {
                return false;
            }
        }
        return true;
    }

    private String root(ServerConfig server) throws IOException {
        return statuses.ask(server).root();
    }

    @Override
    public Histogram delays(int reports) throws IOException {
        return Delay.measure(herd.addresses(), Clock.next(), reports, Pace.PAUSE, _ -> {});
    }

    @Override
    public int warmUps() {
        return 15;
    }

    @Override
    public void close() throws IOException {
        statuses.close();
        herd.close();
    }
}
