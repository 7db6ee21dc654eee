package io.herd.measure;

import io.herd.bench.Child;
import io.herd.bench.Commands;
import io.herd.bench.Load;
import io.herd.bench.OwnHerd;
import io.herd.bench.Plan;
import io.herd.bench.TemporaryDirectory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How soon servers accept and answer, and how soon one is warm; with what a JVM learnt before and without. Arguments: how many
 * starts are measured (100), and which launchers are compared (the one of this tree), turn by turn.
 */
final class StartFigures {
    private static final List<String> SERVERS = List.of("Goloman", "Hands", "Holiday", "Welsh", "Wilkes");
    private static final int STARTS = 100;
    /** Of what is only told for comparison. */
    private static final int FEW_STARTS = 10;

    private static final int SECONDS = 10;
    private static final int CLIENTS = 100_000;

    private final Path launcher;
    private final String mode;
    private final Path directory;
    private final List<Map.Entry<String, InetSocketAddress>> servers = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();
    private final long second = System.currentTimeMillis() / 1_000;

    /** @param mode the JVM's mode of using a cache: off or auto */
    private StartFigures(Path launcher, String mode, Path directory) throws IOException {
        this.launcher = launcher;
        this.mode = mode;
        this.directory = directory;
        useFreshPorts();
    }

    /**
     * Gives the servers other ports. The kernel may keep a port of io_uring open for a moment after its process was
     * killed, and whoever connects then is reset.
     */
    private void useFreshPorts() throws IOException {
        List<Integer> ports = OwnHerd.freePorts(3 * SERVERS.size());
        servers.clear();
        for (String server : SERVERS) {
            String prefix = "HERD_SERVERS_" + server.toUpperCase(Locale.ROOT);
            servers.add(Map.entry(server, new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.getFirst())));
            environment.put(prefix + "_PORT", Integer.toString(ports.removeFirst()));
            environment.put(prefix + "_LINK_PORT", Integer.toString(ports.removeLast()));
            environment.put(prefix + "_HTTP_PORT", Integer.toString(ports.removeLast()));
        }
        environment.put("HERD_LOG_DIRECTORY", directory.toString());
        environment.put("HERD_JOURNAL_DIRECTORY", directory.resolve("journal").toString());
        environment.put("JDK_JAVA_OPTIONS", "-XX:AOTMode=" + mode);
    }

    /** Prints the figures; the launchers' trees must have been built. */
    public static void main(String[] arguments) throws IOException {
        int starts = arguments.length > 0 ? Integer.parseInt(arguments[0]) : STARTS;
        List<Path> launchers = arguments.length > 1
                ? List.of(arguments).stream().skip(1).map(Path::of).toList()
                : List.of(Path.of("../herd"));
        try (var temporary = TemporaryDirectory.create("herd-start")) {
            List<StartFigures> trees = new ArrayList<>();
            for (Path launcher : launchers) {
                trees.add(new StartFigures(launcher.toAbsolutePath().normalize(), "auto", temporary.path()));
            }
            measure(trees, 1, starts);
            measure(trees, SERVERS.size(), starts);
            for (StartFigures tree : trees) {
                System.out.println("\n" + tree.launcher);
                tree.printPhases();
                tree.printOthers();
                new StartFigures(tree.launcher, "off", temporary.path()).printOthers();
            }
        }
    }

    private static void measure(List<StartFigures> trees, int count, int starts) throws IOException {
        Map<StartFigures, List<TimedStart>> all = new LinkedHashMap<>();
        for (int i = 0; i < starts; i++) {
            for (StartFigures tree : trees) {
                all.computeIfAbsent(tree, _ -> new ArrayList<>()).add(tree.start(count));
            }
        }
        all.forEach((tree, timed) -> {
            System.out.printf(Locale.ROOT, "%n%s: %d at once, of %d starts%n", tree.launcher, count, starts);
            print("accepts after", timed, TimedStart::accepted);
            print("answers after", timed, TimedStart::answered);
            print("is ready after", timed, TimedStart::ready);
            print("processor time", timed, TimedStart::processorTime);
        });
    }

    private TimedStart start(int count) throws IOException {
        useFreshPorts();
        return TimedStart.of(launcher, servers.subList(0, count), environment, directory);
    }

    private static void print(String what, List<TimedStart> starts, Function<TimedStart, Duration> figure) {
        long[] millis = starts.stream()
                .map(figure)
                .mapToLong(Duration::toMillis)
                .sorted()
                .toArray();
        System.out.printf("%-15s p50 %4d ms, p99 %4d ms%n", what, percentile(millis, 50), percentile(millis, 99));
    }

    private static long percentile(long[] sorted, int percent) {
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
    }

    private void printPhases() throws IOException {
        List<List<StartPhase>> starts = new ArrayList<>();
        for (int i = 0; i < FEW_STARTS; i++) {
            useFreshPorts();
            starts.add(StartPhase.of(launcher, servers.getFirst(), environment, directory));
        }
        for (int i = 0; i < starts.getFirst().size(); i++) {
            int phase = i;
            long[] millis = starts.stream()
                    .mapToLong(start -> start.get(phase).took().toMillis())
                    .sorted()
                    .toArray();
            System.out.printf("%-22s %4d ms%n", starts.getFirst().get(phase).name(), percentile(millis, 50));
        }
    }

    private void printOthers() throws IOException {
        System.out.println("-XX:AOTMode=" + mode);
        printMedian("serve, until it is ready", "is ready", "serve", SERVERS.getFirst());
        printMedian("up, until it is ready", "is ready", "up");
        try (var _ = start("is ready", "up")) {
            printMedian("status, until all is said", "servers agree", "status");
        }
        try (var _ = start("is ready", "serve", SERVERS.getFirst())) {
            System.out.println("IAMATs answered in each second, in thousands: " + warmingUp());
        }
    }

    private void printMedian(String what, String ready, String... command) throws IOException {
        List<Long> taken = new ArrayList<>();
        for (int run = 0; run < FEW_STARTS; run++) {
            long start = System.nanoTime();
            try (var _ = start(ready, command)) {
                taken.add(Duration.ofNanos(System.nanoTime() - start).toMillis());
            }
        }
        System.out.printf("%s: %d ms%n", what, taken.stream().sorted().toList().get(FEW_STARTS / 2));
    }

    private Child start(String ready, String... command) throws IOException {
        List<String> launch = new ArrayList<>(List.of(launcher.toString()));
        launch.addAll(List.of(command));
        return Child.start(launch, environment, directory, ready);
    }

    private String warmingUp() throws IOException {
        List<Long> rates = new ArrayList<>();
        for (int i = 0; i < SECONDS; i++) {
            List<InetSocketAddress> first = List.of(servers.getFirst().getValue());
            Plan plan = Plan.of(first, Commands.iamat(second + i), CLIENTS, Duration.ofSeconds(1));
            rates.add(Math.round(Load.run(plan, _ -> {}).rate() / 1e3));
        }
        return rates.stream().map(Object::toString).collect(Collectors.joining(" "));
    }
}
