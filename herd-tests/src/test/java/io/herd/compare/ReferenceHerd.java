package io.herd.compare;

import io.herd.bench.Child;
import io.herd.bench.Commands;
import io.herd.bench.Delay;
import io.herd.bench.Load;
import io.herd.bench.LoadResult;
import io.herd.bench.OwnHerd;
import io.herd.bench.Plan;
import io.herd.measure.Clock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Five servers of a small herd in another language. */
record ReferenceHerd(String name, List<InetSocketAddress> servers, List<Child> children) implements Contender.Five {
    static final List<String> NAMES = List.of("Goloman", "Hands", "Holiday", "Welsh", "Wilkes");

    /** @param program what runs one, before its name */
    static ReferenceHerd start(String name, Path directory, String... program) throws IOException {
        int base = freeBase();
        var herd = new ReferenceHerd(name, new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < NAMES.size(); i++) {
            List<String> command = new ArrayList<>(List.of(program));
            command.addAll(List.of(NAMES.get(i), "--base-port", Integer.toString(base)));
            herd.children.add(Child.start(command, Map.of(), directory, "ready"));
            herd.servers.add(new InetSocketAddress(InetAddress.getLoopbackAddress(), base + i));
        }
        herd.awaitAll();
        return herd;
    }

    /** The first of five free ports in a row. */
    private static int freeBase() throws IOException {
        while (true) {
            int base = OwnHerd.freePorts(1).getFirst();
            List<ServerSocket> sockets = new ArrayList<>();
            try {
                for (int i = 0; i < NAMES.size(); i++) {
                    sockets.add(new ServerSocket(base + i, 1, InetAddress.getLoopbackAddress()));
                }
                return base;
            } catch (IOException e) {
                // One is taken.
            } finally {
                for (ServerSocket socket : sockets) {
                    socket.close();
                }
            }
        }
    }

    /**
     * Reports a mark at each server, and waits until all know all marks: links keep the order, so what came before is
     * known too.
     */
    private void awaitAll() throws IOException {
        List<LineClient> clients = new ArrayList<>();
        try {
            for (InetSocketAddress server : servers) {
                clients.add(new LineClient(server));
            }
            for (LineClient teller : clients) {
                String mark = "mark-" + clients.indexOf(teller);
                String known = teller.ask("IAMAT " + mark + " +0-0 " + Clock.next() + "\n");
                for (LineClient client : clients) {
                    while (!client.ask("WHEREIS " + mark + "\n").equals(known)) {
                        Thread.onSpinWait();
                    }
                }
            }
        } finally {
            for (LineClient client : clients) {
                client.close();
            }
        }
    }

    @Override
    public double converge(Plan plan) throws IOException {
        long start = System.nanoTime();
        LoadResult outcome = Load.run(plan.at(servers).speaking(Commands.iamat(Clock.next())), _ -> {});
        awaitAll();
        return outcome.commands() / ((System.nanoTime() - start) / 1e9);
    }

    @Override
    public Histogram delays(int reports) throws IOException {
        return Delay.measure(servers, Clock.next(), reports, PAUSE, _ -> {});
    }

    @Override
    public int warmUps() {
        return 3;
    }

    @Override
    public void close() throws IOException {
        for (Child child : children) {
            child.close();
        }
    }
}
