package io.herd.compare;

import io.herd.bench.Commands;
import io.herd.bench.Delay;
import io.herd.bench.Load;
import io.herd.bench.LoadResult;
import io.herd.bench.OwnHerd;
import io.herd.bench.Pace;
import io.herd.bench.Plan;
import io.herd.config.ServerConfig;
import io.herd.measure.Clock;
import io.herd.measure.StatusClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/** Our five servers. */
record OurHerd(String name, OwnHerd herd, StatusClient statuses) implements Contender.Five, Contender.Pushing {
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
        return Delay.measure(herd.addresses(), Clock.next(), reports, PAUSE, _ -> {});
    }

    @Override
    public Histogram pushes(int reports) throws IOException {
        List<LineClient> watchers = new ArrayList<>();
        List<LineClient> reporters = new ArrayList<>();
        try {
            for (InetSocketAddress address : herd.addresses()) {
                var watcher = new LineClient(address);
                watchers.add(watcher);
                reporters.add(new LineClient(address));
                // What is known ends with an empty line.
                for (String line = watcher.ask("WATCH watched\n"); !line.isEmpty(); line = watcher.hear()) {
                    // It is of no interest.
                }
            }
            long second = Clock.next();
            return Pace.measure(reports, PAUSE, i -> {
                LineClient reporter = reporters.get(i % reporters.size());
                long start = System.nanoTime();
                reporter.say("IAMAT watched +34.068930-118.445127 %d.%09d\n".formatted(second, i));
                for (LineClient watcher : watchers) {
                    String _ = watcher.hear();
                }
                long time = System.nanoTime() - start;
                String _ = reporter.hear();
                return time;
            });
        } finally {
            for (LineClient client : watchers) {
                client.close();
            }
            for (LineClient client : reporters) {
                client.close();
            }
        }
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
