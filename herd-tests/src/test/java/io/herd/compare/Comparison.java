package io.herd.compare;

import io.herd.bench.Commands;
import io.herd.bench.Dialect;
import io.herd.bench.LoadResult;
import io.herd.bench.OpenResult;
import io.herd.bench.OwnHerd;
import io.herd.bench.Plan;
import io.herd.bench.TemporaryDirectory;
import io.herd.measure.Five;
import io.herd.measure.Page;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.HdrHistogram.Histogram;

/** Compares the herd with others, in turn, on this machine, and writes the tables into docs/performance.md. */
public final class Comparison {
    private static final String OURS = "**the herd**";
    /** As the others, which write nothing to the disk. */
    private static final Map<String, String> IN_MEMORY = Map.of("HERD_JOURNAL_ENABLED", "false");

    private static final int CLIENTS = 100_000;
    private static final int MANY_CLIENTS = 1_000_000;
    private static final int CONNECTIONS = 16;
    /** Reports a second that every contender can take, one in each write. */
    private static final int OPEN_RATE = 10_000;

    private static final int WATCHERS = 1_000;
    private static final int MOVES = 10_000;
    private static final int REPORTS = 5_000;
    private static final int WARM_UP_REPORTS = 2_000;
    private static final int FORCES = 500;
    private static final String SINGLE = "one connection, one at a time: service time p50 µs";

    private final Path home;
    private final Path directory;
    private final int rounds;
    private final Plan deep;

    private Comparison(Path home, Path directory, int rounds, Duration time) {
        this.home = home;
        this.directory = directory;
        this.rounds = rounds;
        this.deep = Plan.of(List.of(), Commands.whereis(), CLIENTS, time);
    }

    /** Takes the project's folder, how many rounds there are, how many seconds a load takes, and what to compare. */
    public static void main(String[] arguments) throws IOException {
        try (var temporary = TemporaryDirectory.create("herd-compare")) {
            var comparison = new Comparison(
                    Path.of(arguments[0]).toAbsolutePath().normalize(),
                    temporary.path(),
                    Integer.parseInt(arguments[1]),
                    Duration.ofSeconds(Integer.parseInt(arguments[2])));
            String what = arguments[3];
            if (what.matches("one|all")) {
                comparison.write("one server", comparison.oneServer());
            }
            if (what.matches("five|all")) {
                comparison.write("five servers", comparison.fiveServers());
            }
            if (what.matches("disk|all")) {
                comparison.write("on disk", comparison.onDisk());
            }
            if (what.matches("near|all")) {
                comparison.write("who is near", comparison.near());
            }
            if (what.matches("watch|all")) {
                comparison.write("watching", comparison.watching());
            }
            if (what.matches("fanout|all")) {
                comparison.write("fan-out", comparison.fanOut());
            }
            if (what.matches("fences|all")) {
                comparison.write("fences", comparison.fences());
            }
        }
    }

    private void write(String name, Results results) throws IOException {
        System.out.println(results.markdown());
        new Page(home.resolve("docs/performance.md")).write(name, results.markdown());
    }

    private Results oneServer() throws IOException {
        var results = new Results("one server, %d connections".formatted(CONNECTIONS));
        List<Contender.One> contenders = new ArrayList<>();
        try {
            contenders.add(new OurServer(OURS, one(IN_MEMORY)));
            // Event loops are half as many as processors.
            contenders.add(new OurServer(
                    OURS + ", two event loops",
                    one(Map.of("HERD_JOURNAL_ENABLED", "false", "JAVA_TOOL_OPTIONS", "-XX:ActiveProcessorCount=4"))));
            contenders.add(new OurServer(
                    OURS + ", traffic not logged",
                    one(Map.of("HERD_JOURNAL_ENABLED", "false", "HERD_LOG_TRAFFIC", "false"))));
            for (Map.Entry<String, String> kind : Redis.kinds().entrySet()) {
                OneServer redis = OneServer.start(
                        kind.getKey() + ", GEOADD",
                        Redis::geoadd,
                        directory,
                        Redis.READY,
                        Redis.program(kind.getValue()).toArray(String[]::new));
                contenders.add(redis);
                contenders.add(redis.told(kind.getKey() + ", SET", Redis::set));
            }
            contenders.add(OneServer.start(
                    "a herd in Python (asyncio)",
                    Commands::iamat,
                    directory,
                    "ready",
                    "python3",
                    reference("herd.py"),
                    "Goloman",
                    "--base-port",
                    "PORT"));
            contenders.add(OneServer.start(
                    "a herd in Node.js",
                    Commands::iamat,
                    directory,
                    "ready",
                    "node",
                    reference("herd.mjs"),
                    "Goloman",
                    "--base-port",
                    "PORT"));
            contenders.add(OneServer.start(
                    "a bare echo in C", Commands::iamat, directory, "ready", reference("echo"), "PORT"));
            deepInTurn(contenders, results, each -> {
                LoadResult single = checked(each.load(deep.with(CONNECTIONS, 1)));
                results.add(each.name(), "one at a time /s", single.rate());
                results.add(each.name(), "its service time p99 µs", single.micros(99));
                addLatency(results, each);
            });
        } finally {
            close(contenders);
        }
        return results;
    }

    /** What a policy of when to write costs. */
    private Results onDisk() throws IOException {
        var results = new Results("one server that writes to the disk, %d connections".formatted(CONNECTIONS));
        List<Contender.One> contenders = new ArrayList<>();
        try {
            contenders.add(new OurServer(OURS + ", no journal", one(IN_MEMORY)));
            for (String sync : List.of("off", "everysec", "always")) {
                contenders.add(new OurServer(OURS + ", " + sync, one(Map.of("HERD_JOURNAL_SYNC", sync))));
            }
            for (String sync : List.of("everysec", "always")) {
                OneServer redis = redisOnDisk(sync);
                contenders.add(redis);
                contenders.add(redis.told("Redis, SET, " + sync, Redis::set));
            }
            deepInTurn(contenders, results, each -> {
                // One commit is on its way at a time: the more wait for it, the less each waits for the disk.
                LoadResult deeper = checked(each.load(deep.with(CONNECTIONS, 256)));
                results.add(each.name(), "256 deep /s", deeper.rate());
                LoadResult single = checked(each.load(deep.with(1, 1)));
                results.add(each.name(), SINGLE, single.micros(50));
                results.add(each.name(), "its p99 µs", single.micros(99));
                results.add("a bare write and fsync of 4 KB", SINGLE, force(50));
            });
        } finally {
            close(contenders);
        }
        return results;
    }

    /** Measures single servers 64 deep, and then by something else. */
    private void deepInTurn(List<Contender.One> contenders, Results results, Step<Contender.One> then)
            throws IOException {
        inTurn(
                contenders,
                each -> {
                    var _ = each.load(deep);
                },
                each -> {
                    Duration before = each.child().processorTime();
                    LoadResult outcome = checked(each.load(deep));
                    Duration taken = each.child().processorTime().minus(before);
                    results.add(each.name(), "64 deep /s", outcome.rate());
                    results.add(each.name(), "CPU each µs", taken.toNanos() / 1e3 / outcome.commands());
                    results.add(each.name(), "memory MB", each.child().residentBytes() / 1e6);
                    then.with(each);
                });
    }

    private OneServer redisOnDisk(String sync) throws IOException {
        List<String> command = new ArrayList<>(Redis.program());
        command.set(command.indexOf("no"), "yes");
        Path data = Files.createTempDirectory(directory, "redis");
        command.addAll(List.of("--appendfsync", sync, "--dir", data.toString()));
        return OneServer.start(
                "Redis, GEOADD, " + sync, Redis::geoadd, directory, Redis.READY, command.toArray(String[]::new));
    }

    /** How long it takes to append a page to a file and to force it, in µs. */
    private double force(double percentile) throws IOException {
        var histogram = new Histogram(3);
        Path file = Files.createTempFile(directory, "force", null);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (int i = 0; i < FORCES; i++) {
                long start = System.nanoTime();
                int _ = channel.write(ByteBuffer.allocate(4_096));
                channel.force(false);
                histogram.recordValue(System.nanoTime() - start);
            }
        }
        return histogram.getValueAtPercentile(percentile) / 1e3;
    }

    private OwnHerd one(Map<String, String> settings) throws IOException {
        // Each has logs of its own.
        Path logs = Files.createTempDirectory(directory, "one");
        return OwnHerd.start(Five.launcher(home), Five.SERVERS, 1, logs, Map.of(), settings);
    }

    /** What reports take at a rate that all can do. */
    private void addLatency(Results results, Contender.One each) throws IOException {
        OpenResult outcome = each.load(deep, OPEN_RATE);
        check(outcome.refused(), outcome.answered());
        if (!outcome.isKeptUp()) {
            say("%s answers only %,.0f of %,d a second".formatted(each.name(), outcome.rate(), OPEN_RATE));
        }
        results.add(each.name(), "at %,d/s, open loop: latency p99 µs".formatted(OPEN_RATE), outcome.micros(99));
    }

    private static LoadResult checked(LoadResult outcome) throws IOException {
        check(outcome.refused(), outcome.commands());
        return outcome;
    }

    private static void check(long refused, long commands) throws IOException {
        if (refused > 0) {
            throw new IOException(refused + " of " + commands + " commands were refused");
        }
    }

    private Results fiveServers() throws IOException {
        var results = new Results("five servers, until all know");
        List<Contender.Five> contenders = new ArrayList<>();
        try {
            contenders.add(new OurHerd(
                    OURS, OwnHerd.start(Five.launcher(home), Five.SERVERS, 5, directory, Map.of(), IN_MEMORY)));
            contenders.add(Redis.start("Redis with four replicas, GEOADD", Redis::geoadd, directory));
            contenders.add(Redis.start("Redis with four replicas, SET", Redis::set, directory));
            contenders.add(Nats.start(directory));
            contenders.add(
                    ReferenceHerd.start("a herd in Python (asyncio)", directory, "python3", reference("herd.py")));
            contenders.add(ReferenceHerd.start("a herd in Node.js", directory, "node", reference("herd.mjs")));
            Plan all = deep.with(20, 64);
            inTurn(
                    contenders,
                    each -> {
                        double _ = each.converge(all);
                        Histogram _ = each.delays(WARM_UP_REPORTS);
                    },
                    each -> {
                        results.add(each.name(), "64 deep /s", each.converge(all));
                        Histogram delays = each.delays(REPORTS);
                        results.add(each.name(), "reply to last p50 µs", delays.getValueAtPercentile(50) / 1e3);
                        results.add(each.name(), "p99 µs", delays.getValueAtPercentile(99) / 1e3);
                    });
        } finally {
            close(contenders);
        }
        return results;
    }

    /** Who is near whom, of a million clients. */
    private Results near() throws IOException {
        var results =
                new Results("the ten nearest of %,d clients, %d connections".formatted(MANY_CLIENTS, CONNECTIONS));
        Plan many = Plan.of(List.of(), Commands.whereis(), MANY_CLIENTS, deep.time());
        List<Contender.Searching> contenders = new ArrayList<>();
        try {
            contenders.add(new OurSearch(OURS, one(IN_MEMORY)));
            contenders.add(new RedisSearch(redis(Redis::settle)));
            inTurn(
                    contenders,
                    each -> {
                        each.settle(many);
                        LoadResult _ = each.search(many, 1);
                        LoadResult _ = each.search(many, 1);
                    },
                    each -> {
                        for (int kilometres : List.of(1, 10)) {
                            LoadResult found = checked(each.search(many, kilometres));
                            results.add(each.name(), "within %d km, 64 deep /s".formatted(kilometres), found.rate());
                        }
                        LoadResult single = checked(each.search(many.with(1, 1), 1));
                        results.add(each.name(), "one at a time, 1 km: service time p50 µs", single.micros(50));
                        results.add(each.name(), "its p99 µs", single.micros(99));
                    });
        } finally {
            close(contenders);
        }
        return results;
    }

    /** How soon watchers at all servers are told. */
    private Results watching() throws IOException {
        return pushing("from a report to the last of five watchers at five servers", contenders -> {
            contenders.add(new OurHerd(
                    OURS, OwnHerd.start(Five.launcher(home), Five.SERVERS, 5, directory, Map.of(), IN_MEMORY)));
            contenders.add(Nats.start(directory));
        });
    }

    /** How soon somebody is told that a client has entered one of many fences. */
    private Results fences() throws IOException {
        return pushing("from a report to who is told, one at a time, 1,000 a second", contenders -> {
            contenders.add(OurFences.at(one(IN_MEMORY)));
            contenders.add(RedisChannel.at(redis(Redis::set)));
        });
    }

    /** @param start adds the contenders to a list, one after the other: those that are there are closed if one does not start */
    private Results pushing(String title, Step<List<Contender.Pushing>> start) throws IOException {
        var results = new Results(title);
        List<Contender.Pushing> contenders = new ArrayList<>();
        try {
            start.with(contenders);
            inTurn(
                    contenders,
                    each -> {
                        Histogram _ = each.pushes(WARM_UP_REPORTS);
                    },
                    each -> {
                        Histogram pushes = each.pushes(REPORTS);
                        results.add(each.name(), "p50 µs", pushes.getValueAtPercentile(50) / 1e3);
                        results.add(each.name(), "p99 µs", pushes.getValueAtPercentile(99) / 1e3);
                    });
        } finally {
            close(contenders);
        }
        return results;
    }

    /** Redis without a file. */
    private OneServer redis(LongFunction<Dialect> reports) throws IOException {
        return OneServer.start(
                "Redis", reports, directory, Redis.READY, Redis.program().toArray(String[]::new));
    }

    /** What it costs to tell many who watch one area, and how old what they are told is. */
    private Results fanOut() throws IOException {
        var results = new Results("one server, %,d moves/s in one area".formatted(MOVES));
        try (OwnHerd herd = one(IN_MEMORY)) {
            for (int round = 0; round <= rounds; round++) {
                for (int watchers : List.of(WATCHERS, 0)) {
                    say("round %d of %d: %,d watchers".formatted(round, rounds, watchers));
                    try (var fanOut = FanOut.at(herd.addresses().getFirst(), watchers)) {
                        double rate = fanOut.move(MOVES, deep.time());
                        // The first round warms up.
                        if (round > 0) {
                            String name = "%,d watchers".formatted(watchers);
                            results.add(name, "reports /s", rate);
                            Histogram delays = fanOut.delays();
                            if (watchers > 0) {
                                results.add(name, "told after p50 ms", delays.getValueAtPercentile(50) / 1e6);
                                results.add(name, "p99 ms", delays.getValueAtPercentile(99) / 1e6);
                                results.add(name, "at most ms", delays.getMaxValue() / 1e6);
                            }
                        }
                    }
                }
            }
        }
        return results;
    }

    /** Something that is done with a contender, or with several. */
    @FunctionalInterface
    private interface Step<C> {
        void with(C contender) throws IOException;
    }

    /** Warms all contenders up, one after the other, and then measures them in rounds. */
    private <C extends Contender> void inTurn(List<C> contenders, Step<C> warmUp, Step<C> round) throws IOException {
        for (C each : contenders) {
            for (int i = 0; i < each.warmUps(); i++) {
                say("warming up " + each.name());
                warmUp.with(each);
            }
        }
        for (int number = 1; number <= rounds; number++) {
            for (C each : contenders) {
                say("round %d of %d: %s".formatted(number, rounds, each.name()));
                round.with(each);
            }
        }
    }

    private static void close(List<? extends Contender> contenders) throws IOException {
        for (Contender each : contenders) {
            each.close();
        }
    }

    private String reference(String file) {
        return home.resolve("herd-tests/bench/references").resolve(file).toString();
    }

    private static void say(String what) {
        System.err.println(what);
    }
}
