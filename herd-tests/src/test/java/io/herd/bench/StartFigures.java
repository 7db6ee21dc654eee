package io.herd.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** How soon commands of the launcher are there, and how soon a server is warm, with what a JVM learnt before and without. */
final class StartFigures {
    private static final Path LAUNCHER = Path.of("../herd").toAbsolutePath().normalize();
    private static final List<String> SERVERS = List.of("GOLOMAN", "HANDS", "HOLIDAY", "WELSH", "WILKES");
    private static final int RUNS = 10;
    private static final int SECONDS = 10;
    private static final int CLIENTS = 100_000;

    private final Map<String, String> environment = new HashMap<>();
    private final Path directory;
    private final InetSocketAddress goloman;
    private final long second = System.currentTimeMillis() / 1_000;

    /** @param mode the JVM's mode of using a cache: off or auto */
    private StartFigures(String mode) throws IOException {
        directory = Files.createTempDirectory("herd-start");
        List<Integer> ports = OwnHerd.freePorts(3 * SERVERS.size());
        goloman = new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.getFirst());
        for (String server : SERVERS) {
            environment.put("HERD_SERVERS_" + server + "_PORT", Integer.toString(ports.removeFirst()));
            environment.put("HERD_SERVERS_" + server + "_LINK_PORT", Integer.toString(ports.removeLast()));
            environment.put("HERD_SERVERS_" + server + "_HTTP_PORT", Integer.toString(ports.removeLast()));
        }
        environment.put("HERD_LOG_DIRECTORY", directory.toString());
        environment.put("JDK_JAVA_OPTIONS", "-XX:AOTMode=" + mode);
    }

    /** Prints the figures; the launcher's tree must have been built. */
    public static void main(String[] arguments) throws IOException {
        for (String mode : List.of("off", "auto")) {
            System.out.println("-XX:AOTMode=" + mode);
            new StartFigures(mode).measure();
        }
    }

    private void measure() throws IOException {
        print("serve, until it is ready", medianOfStarts("is ready", "serve", "Goloman"));
        print("up, until it is ready", medianOfStarts("is ready", "up"));
        try (var _ = start("is ready", "up")) {
            print("status, until all is said", medianOfStarts("servers agree", "status"));
        }
        try (var _ = start("is ready", "serve", "Goloman")) {
            System.out.println("IAMATs answered in each second, in thousands: " + warmingUp());
        }
    }

    private static void print(String what, Duration median) {
        System.out.printf(Locale.ROOT, "%s: %.2f s%n", what, median.toMillis() / 1e3);
    }

    private Duration medianOfStarts(String ready, String... command) throws IOException {
        List<Duration> taken = new ArrayList<>();
        for (int run = 0; run < RUNS; run++) {
            long start = System.nanoTime();
            try (var _ = start(ready, command)) {
                taken.add(Duration.ofNanos(System.nanoTime() - start));
            }
        }
        return taken.stream().sorted().toList().get(RUNS / 2);
    }

    private Child start(String ready, String... command) throws IOException {
        List<String> launch = new ArrayList<>(List.of(LAUNCHER.toString()));
        launch.addAll(List.of(command));
        return Child.start(launch, environment, directory, ready);
    }

    private String warmingUp() throws IOException {
        List<Long> rates = new ArrayList<>();
        for (int i = 0; i < SECONDS; i++) {
            var iamat = Commands.iamat(second + i);
            Plan plan = Plan.of(List.of(goloman), iamat, CLIENTS, Duration.ofSeconds(1));
            rates.add(Math.round(Load.run(plan, _ -> {}).rate() / 1e3));
        }
        return rates.stream().map(Object::toString).collect(Collectors.joining(" "));
    }
}
