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
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/** Redis: a server that is told of clients, and four replicas. Nothing is written to disk. */
record Redis(String name, InetSocketAddress primary, LongFunction<Dialect> reports, List<Child> children)
        implements Contender.Five {
    static final String READY = "Ready to accept connections";
    private static final int REPLICAS = 4;
    private static final String WAIT = command("WAIT", Integer.toString(REPLICAS), "0");
    private static final String ALL = ":" + REPLICAS;

    static Dialect geoadd(long second) {
        return dialect(second, "GEOADD", "herd", "-118.EEEE27", "+34.NNNN30", "client-CCCCCCCC");
    }

    static Dialect set(long second) {
        return dialect(second, "SET", "client-CCCCCCCC", "+34.NNNN30-118.EEEE27 SSSSSSSSSS.FFFFFFFFF");
    }

    /** The same place as in {@link io.herd.bench.Commands#settle}. */
    static Dialect settle(long second) {
        return dialect(second, "GEOADD", "herd", "-118.XXXX27", "+34.YYYY30", "client-CCCCCCCC");
    }

    /** Which ten clients are within so many km of a client? An answer is a line with their number, and two for each. */
    static Dialect geosearch(int kilometres) {
        String command = command(
                "GEOSEARCH",
                "herd",
                "FROMMEMBER",
                "client-CCCCCCCC",
                "BYRADIUS",
                Integer.toString(kilometres),
                "km",
                "ASC",
                "COUNT",
                "11");
        return new Dialect("", 0, new Template(command, 0), 1 + 2 * 11, "", Dialect.Ending.LINE, '-');
    }

    private static Dialect dialect(long second, String... words) {
        return Dialect.ofLines(new Template(command(words), second), '-');
    }

    private static String command(String... words) {
        var text = new StringBuilder("*" + words.length + "\r\n");
        for (String word : words) {
            text.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
        }
        return text.toString();
    }

    /** Redis and, where it is installed, its successor Valkey: names, and the programs. */
    static Map<String, String> kinds() {
        Map<String, String> kinds = new LinkedHashMap<>(Map.of("Redis", "redis-server"));
        String path = System.getenv().getOrDefault("PATH", "");
        if (Stream.of(path.split(File.pathSeparator, -1))
                .anyMatch(each -> Files.isExecutable(Path.of(each, "valkey-server")))) {
            kinds.put("Valkey", "valkey-server");
        }
        return kinds;
    }

    /** A command line that runs one, with {@code PORT} for its port. */
    static List<String> program() {
        return program("redis-server");
    }

    /** The same for one of its kinds. */
    static List<String> program(String kind) {
        return List.of(
                kind,
                "--port",
                "PORT",
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--appendonly",
                "no",
                "--repl-diskless-sync-delay",
                "0");
    }

    static Redis start(String name, LongFunction<Dialect> reports, Path directory) throws IOException {
        List<Integer> ports = OwnHerd.freePorts(REPLICAS + 1);
        var primary = new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.getFirst());
        var redis = new Redis(name, primary, reports, new ArrayList<>());
        for (int port : ports) {
            List<String> command = new ArrayList<>(program());
            command.set(command.indexOf("PORT"), Integer.toString(port));
            if (port != primary.getPort()) {
                command.addAll(List.of("--replicaof", "127.0.0.1 " + primary.getPort()));
            }
            redis.children.add(Child.start(command, Map.of(), directory, READY));
        }
        try (var client = new LineClient(primary)) {
            awaitReplicas(client);
        }
        return redis;
    }

    private static void awaitReplicas(LineClient client) throws IOException {
        String known = client.ask(WAIT);
        if (!known.equals(ALL)) {
            throw new IOException("Redis answers WAIT with " + known);
        }
    }

    @Override
    public double converge(Plan plan) throws IOException {
        long start = System.nanoTime();
        LoadResult outcome = Load.run(plan.at(List.of(primary)).speaking(reports.apply(Clock.next())), _ -> {});
        try (var client = new LineClient(primary)) {
            // WAIT is about what its own connection wrote.
            String _ = client.ask(command("SET", "last", "1"));
            awaitReplicas(client);
        }
        return outcome.commands() / ((System.nanoTime() - start) / 1e9);
    }

    @Override
    public Histogram delays(int reports) throws IOException {
        try (var client = new LineClient(primary)) {
            return Pace.measure(reports, PAUSE, i -> {
                String _ = client.ask(command("SET", "client-" + i % 100, "+34.068930-118.445127 " + i));
                long start = System.nanoTime();
                awaitReplicas(client);
                return System.nanoTime() - start;
            });
        }
    }

    @Override
    public void close() throws IOException {
        for (Child child : children) {
            child.close();
        }
    }
}
