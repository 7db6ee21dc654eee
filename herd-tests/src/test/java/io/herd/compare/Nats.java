package io.herd.compare;

import io.herd.bench.Child;
import io.herd.bench.Dialect;
import io.herd.bench.Load;
import io.herd.bench.LoadResult;
import io.herd.bench.OwnHerd;
import io.herd.bench.Pace;
import io.herd.bench.Plan;
import io.herd.bench.Template;
import io.herd.measure.Clock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/** Five servers of NATS in a cluster, with a subscriber at each: what all subscribers have heard, all five know. */
record Nats(List<InetSocketAddress> servers, List<Child> children) implements Contender.Five, Contender.Pushing {
    private static final int COUNT = 5;
    private static final String REPORT = "client-CCCCCCCC +34.NNNN30-118.EEEE27 SSSSSSSSSS.FFFFFFFFF";
    private static final String SUBJECT = "reports";
    private static final String HEARD = "MSG " + SUBJECT + " 1 " + REPORT.length() + "\r\n" + REPORT + "\r\n";
    /** In ms. */
    private static final long PATIENCE = 100;

    private static final long LONG_PATIENCE = 60_000;
    private static final long MOMENT_NANOS = 500_000_000;
    /** The server first tells of itself, then answers the PING. */
    private static final String GREETING = "CONNECT {\"verbose\":false}\r\nPING\r\n";

    static Nats start(Path directory) throws IOException {
        List<Integer> ports = OwnHerd.freePorts(COUNT);
        List<Integer> routes = OwnHerd.freePorts(COUNT);
        var nats = new Nats(new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < COUNT; i++) {
            // It tells of its start on standard error.
            String command = "exec nats-server -a 127.0.0.1 -p " + ports.get(i) + " --cluster_name herd --cluster"
                    + " nats://127.0.0.1:" + routes.get(i) + " --routes nats://127.0.0.1:" + routes.getFirst()
                    + " 2>&1";
            nats.children.add(Child.start(List.of("sh", "-c", command), Map.of(), directory, "Server is ready"));
            nats.servers.add(new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.get(i)));
        }
        nats.awaitMesh();
        return nats;
    }

    @Override
    public String name() {
        return "NATS, five servers";
    }

    private static Dialect publish(long second) {
        String command = "PUB " + SUBJECT + " " + REPORT.length() + "\r\n" + REPORT + "\r\n";
        return new Dialect(GREETING, 2, new Template(command, second), 0, "PING\r\n", Dialect.Ending.LINE, '-');
    }

    /** Publishes at each server until all subscribers hear it: it takes a while until all know who subscribes. */
    private void awaitMesh() throws IOException {
        try (var subscribers = Subscribers.at(servers)) {
            for (InetSocketAddress server : servers) {
                try (var client = new LineClient(server)) {
                    long before;
                    do {
                        before = subscribers.leastHeard();
                        client.say("CONNECT {\"verbose\":false}\r\nPUB " + SUBJECT + " 1\r\nx\r\n");
                    } while (!subscribers.await(before + 1, PATIENCE));
                }
            }
        }
    }

    @Override
    public double converge(Plan plan) throws IOException {
        try (var subscribers = Subscribers.at(servers)) {
            long start = System.nanoTime();
            LoadResult outcome = Load.run(plan.at(servers).speaking(publish(Clock.next())), _ -> {});
            if (!subscribers.await(outcome.commands() * HEARD.length(), LONG_PATIENCE)) {
                throw new IOException("not all of NATS' subscribers heard all");
            }
            return outcome.commands() / ((System.nanoTime() - start) / 1e9);
        }
    }

    @Override
    public Histogram delays(int reports) throws IOException {
        return measure(reports, (clients, teller) -> {
            teller.say("PUB " + SUBJECT + " 1\r\nx\r\n");
            hearReport(teller);
            long start = System.nanoTime();
            for (LineClient client : clients) {
                if (client != teller) {
                    hearReport(client);
                }
            }
            return System.nanoTime() - start;
        });
    }

    @Override
    public Histogram pushes(int reports) throws IOException {
        return measure(reports, (clients, teller) -> {
            long start = System.nanoTime();
            teller.say("PUB " + SUBJECT + " 1\r\nx\r\n");
            for (LineClient client : clients) {
                hearReport(client);
            }
            return System.nanoTime() - start;
        });
    }

    /** One report that is published by one of the clients, who subscribe at a server each. */
    @FunctionalInterface
    private interface Report {
        long take(List<LineClient> clients, LineClient teller) throws IOException;
    }

    private Histogram measure(int reports, Report report) throws IOException {
        List<LineClient> clients = new ArrayList<>();
        try {
            for (InetSocketAddress server : servers) {
                var client = new LineClient(server);
                clients.add(client);
                String _ = client.hear();
                String _ = client.ask(GREETING + "SUB " + SUBJECT + " 1\r\nPING\r\n");
                String _ = client.hear();
            }
            // Until all servers know who subscribes at the others takes a moment, and none of them says when.
            LockSupport.parkNanos(MOMENT_NANOS);
            return Pace.measure(reports, PAUSE, i -> report.take(clients, clients.get(i % COUNT)));
        } finally {
            for (LineClient client : clients) {
                client.close();
            }
        }
    }

    /** Now and then the server asks whether the client lives; it can wait for the answer. */
    private static void hearReport(LineClient client) throws IOException {
        while (!client.hear().startsWith("MSG")) {
            // Go on.
        }
        String _ = client.hear();
    }

    @Override
    public void close() throws IOException {
        for (Child child : children) {
            child.close();
        }
    }
}
