package io.herd.compare;

import io.herd.bench.Child;
import io.herd.bench.Dialect;
import io.herd.bench.OwnHerd;
import io.herd.bench.Plan;
import io.herd.measure.Clock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * One server of any kind.
 *
 * @param reports how it is told of a client, at a second of the clock
 */
record OneServer(String name, InetSocketAddress address, LongFunction<Dialect> reports, Child child)
        implements Contender.One {
    private static final String PORT = "PORT";

    /**
     * Starts a server.
     *
     * @param command how, with {@code PORT} for its port
     * @param ready a part of what it says once it listens
     */
    static OneServer start(String name, LongFunction<Dialect> reports, Path directory, String ready, String... command)
            throws IOException {
        int port = OwnHerd.freePorts(1).getFirst();
        List<String> words = List.of(command).stream()
                .map(word -> word.replace(PORT, Integer.toString(port)))
                .toList();
        Child child = Child.start(words, Map.of(), directory, ready);
        return new OneServer(name, new InetSocketAddress(InetAddress.getLoopbackAddress(), port), reports, child);
    }

    /** The same server, told in another way. */
    OneServer told(String newName, LongFunction<Dialect> newReports) {
        return new OneServer(newName, address, newReports, child);
    }

    @Override
    public Plan reporting(Plan plan) {
        return plan.at(List.of(address)).speaking(reports.apply(Clock.next()));
    }

    @Override
    public int warmUps() {
        return 3;
    }

    @Override
    public void close() throws IOException {
        child.close();
    }
}
