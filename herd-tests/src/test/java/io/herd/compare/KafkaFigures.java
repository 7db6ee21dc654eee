package io.herd.compare;

import io.herd.bench.Commands;
import io.herd.bench.Delay;
import io.herd.bench.Load;
import io.herd.bench.OwnHerd;
import io.herd.bench.Plan;
import io.herd.bench.TemporaryDirectory;
import io.herd.broker.BrokerSettings;
import io.herd.broker.KafkaBroker;
import io.herd.broker.ReportTopic;
import io.herd.config.ServerConfig;
import io.herd.measure.Clock;
import io.herd.measure.Five;
import io.herd.measure.StatusClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/** What the bridge to Kafka costs a server, and how soon and how fast reports get from one herd to another over one broker. */
final class KafkaFigures {
    private static final int WARM_UPS = 2;
    private static final int ROUNDS = 5;
    private static final int STARTS = 3;
    private static final int CLIENTS = 100_000;
    private static final int MANY = 1_000_000;
    private static final int DELAYS = 400;
    /** Longer than most reports take, so that none waits for the one before. */
    private static final Duration PAUSE = Duration.ofMillis(50);

    private static final int PARTITIONS = 32;
    private static final long LOOK_NANOS = Duration.ofMillis(20).toNanos();
    private static final Duration QUIET = Duration.ofSeconds(1);

    private final Path home;
    private final Path directory;
    private final StatusClient statuses = new StatusClient();

    private KafkaFigures(Path home, Path directory) {
        this.home = home;
        this.directory = directory;
    }

    /**
     * Prints the figures; takes the project's folder, whose launcher must have been built, for how many seconds each load goes on, and
     * {@code cost}, {@code spread} or {@code all}.
     */
    public static void main(String[] arguments) throws IOException {
        Path home = Path.of(arguments[0]);
        Duration time = Duration.ofSeconds(Integer.parseInt(arguments[1]));
        try (var temporary = TemporaryDirectory.create("herd-kafka")) {
            var figures = new KafkaFigures(home, temporary.path());
            if (!arguments[2].equals("spread")) {
                figures.printCost(time);
            }
            if (!arguments[2].equals("cost")) {
                figures.printSpread();
            }
            figures.statuses.close();
        }
    }

    private KafkaBroker broker(String name) throws IOException {
        List<Integer> ports = OwnHerd.freePorts(2);
        return KafkaBroker.start(directory.resolve(name), BrokerSettings.measured(), ports.getFirst(), ports.getLast());
    }

    /** A herd of one server, whose name is its own. */
    private OwnHerd herd(String server, Map<String, String> settings) throws IOException {
        var config = new ServerConfig(server, "127.0.0.1", "127.0.0.1", 1, 3, 2, List.of());
        Path own = Files.createDirectories(directory.resolve(server));
        return OwnHerd.start(Five.launcher(home), List.of(config), 1, own, Map.of(), settings);
    }

    private OwnHerd bridged(String server, String bootstrap) throws IOException {
        return herd(server, Map.of("HERD_KAFKA_BOOTSTRAP", bootstrap, "HERD_KAFKA_HERD", server));
    }

    /** The same load on three servers in turn: without the bridge, with one whose broker is away, with one that publishes. */
    private void printCost(Duration time) throws IOException {
        String nobody = "127.0.0.1:" + OwnHerd.freePorts(1).getFirst();
        try (KafkaBroker broker = broker("cost");
                ReportTopic topic = ReportTopic.create(broker, "herd", PARTITIONS);
                OwnHerd without = herd("Without", Map.of());
                OwnHerd away = herd("Away", Map.of("HERD_KAFKA_BOOTSTRAP", nobody, "HERD_KAFKA_DEADLINE", "1s"));
                OwnHerd on = bridged("On", broker.bootstrap())) {
            var herds = new LinkedHashMap<String, OwnHerd>();
            herds.put("without the bridge", without);
            herds.put("its broker away", away);
            herds.put("publishing", on);
            var rates = new LinkedHashMap<String, List<Double>>();
            for (int round = -WARM_UPS; round < ROUNDS; round++) {
                for (var each : herds.entrySet()) {
                    double rate = rate(each.getValue(), time);
                    awaitQuiet(topic);
                    if (round >= 0) {
                        rates.computeIfAbsent(each.getKey(), _ -> new ArrayList<>())
                                .add(rate);
                    }
                }
            }
            List<Double> reference = rates.values().iterator().next();
            rates.forEach((name, values) -> System.out.printf(
                    Locale.ROOT,
                    "one server, %s: %,.0f IAMAT/s, %.2f of the first in the same round%n",
                    name,
                    median(values),
                    median(ratios(values, reference))));
        }
    }

    private static double rate(OwnHerd herd, Duration time) throws IOException {
        return Load.run(Plan.of(herd.addresses(), Commands.iamat(Clock.next()), CLIENTS, time), _ -> {})
                .rate();
    }

    /** What is owed to the broker would disturb the next load. */
    private static void awaitQuiet(ReportTopic topic) {
        long before = -1;
        for (long end = topic.end(); end != before; end = topic.end()) {
            before = end;
            LockSupport.parkNanos(QUIET.toNanos());
        }
    }

    private static List<Double> ratios(List<Double> values, List<Double> references) {
        var ratios = new ArrayList<Double>();
        for (int i = 0; i < values.size(); i++) {
            ratios.add(values.get(i) / references.get(i));
        }
        return ratios;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    /** From a herd to another, and to one that starts empty. */
    private void printSpread() throws IOException {
        try (KafkaBroker broker = broker("spread");
                ReportTopic _ = ReportTopic.create(broker, "herd", PARTITIONS);
                OwnHerd west = bridged("West", broker.bootstrap());
                OwnHerd east = bridged("East", broker.bootstrap())) {
            System.out.printf(Locale.ROOT, "%,d clients are told first: %,.0f a second%n", MANY, spread(west, east));
            var starts = new ArrayList<Double>();
            for (int i = 0; i < STARTS; i++) {
                starts.add(joined(west, "Late" + i, broker));
            }
            System.out.printf(
                    Locale.ROOT,
                    "a herd that starts empty knows all %,d: %.2f s after its process was started%n",
                    MANY,
                    median(starts));
            var rates = new ArrayList<Double>();
            for (int round = 0; round < ROUNDS; round++) {
                rates.add(spread(west, east));
            }
            System.out.printf(Locale.ROOT, "updates from a herd to another: %,.0f a second%n", median(rates));
            List<InetSocketAddress> both = Stream.of(west, east)
                    .flatMap(herd -> herd.addresses().stream())
                    .toList();
            Histogram delays = Delay.measure(both, Clock.next(), DELAYS, PAUSE, _ -> {});
            System.out.printf(
                    Locale.ROOT,
                    "from the reply of one herd to the answer of the other: p50 %.1f ms, p99 %.1f ms%n",
                    delays.getValueAtPercentile(50) / 1e6,
                    delays.getValueAtPercentile(99) / 1e6);
        }
    }

    /** How many clients a second report to one herd and are known to another, if each reports once. */
    private double spread(OwnHerd from, OwnHerd to) throws IOException {
        long start = System.nanoTime();
        var _ = Load.run(
                Plan.of(from.addresses(), Commands.iamat(Clock.next()), MANY, Duration.ZERO)
                        .onceEach(),
                _ -> {});
        awaitAgreement(from, to);
        return MANY / seconds(start);
    }

    private double joined(OwnHerd known, String server, KafkaBroker broker) throws IOException {
        long start = System.nanoTime();
        try (OwnHerd late = bridged(server, broker.bootstrap())) {
            awaitAgreement(known, late);
            return seconds(start);
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private void awaitAgreement(OwnHerd one, OwnHerd other) throws IOException {
        while (!root(one).equals(root(other))) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private String root(OwnHerd herd) throws IOException {
        return statuses.ask(herd.servers().getFirst()).root();
    }
}
