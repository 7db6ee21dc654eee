package io.herd.measure;

import io.herd.bench.Child;
import io.herd.bench.TemporaryDirectory;
import io.herd.config.ServerConfig;
import io.herd.tests.JoinDelay;
import io.herd.tests.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** How soon servers that start are linked with their neighbours, in herds of two and of five. */
final class JoinFigures implements AutoCloseable {
    private static final List<ServerConfig> TWO =
            List.of(Five.server("Goloman", "Hands"), Five.server("Hands", "Goloman"));

    private final Path launcher;
    private final List<ServerConfig> servers;
    private final TemporaryDirectory temporary = TemporaryDirectory.create("herd-join");
    private final Path directory = temporary.path();
    private final ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor();

    private JoinFigures(Path home, List<ServerConfig> shape) throws IOException {
        launcher = home.resolve("herd");
        servers = placed(shape);
        var yaml = new StringBuilder("servers:\n");
        for (ServerConfig server : servers) {
            yaml.append("  %s: { host: %s, port: %d, linkPort: %d, httpPort: %d, neighbours: %s }%n"
                    .formatted(
                            server.name(),
                            server.host(),
                            server.port(),
                            server.linkPort(),
                            server.httpPort(),
                            server.neighbours()));
        }
        Files.writeString(directory.resolve("herd.yaml"), yaml);
    }

    /**
     * Prints the figures.
     *
     * @param arguments the project's folder, whose launcher must have been built, and how often each herd is started
     */
    public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        Path home = Path.of(arguments[0]);
        int rounds = Integer.parseInt(arguments[1]);
        System.out.println("from the opening of the ports of a server and its neighbours until all links are open:");
        for (List<ServerConfig> shape : List.of(TWO, Five.SERVERS)) {
            try (var figures = new JoinFigures(home, shape)) {
                print(shape.size() + " servers, one after the other", figures.measure(rounds, false));
                print(shape.size() + " servers, all at once", figures.measure(rounds, true));
            }
        }
    }

    private static void print(String what, List<Duration> delays) {
        List<Duration> sorted = delays.stream().sorted().toList();
        System.out.printf(
                Locale.ROOT,
                "%s: p50 %.1f ms, p99 %.1f ms, max %.1f ms of %d%n",
                what,
                sorted.get((sorted.size() - 1) / 2).toNanos() / 1e6,
                sorted.get((sorted.size() - 1) * 99 / 100).toNanos() / 1e6,
                sorted.getLast().toNanos() / 1e6,
                sorted.size());
    }

    /** At ports that no connection is given meanwhile: one that is opened again and again could get the very port that it dials. */
    private static List<ServerConfig> placed(List<ServerConfig> shape) {
        return shape.stream()
                .map(server -> new ServerConfig(
                        server.name(),
                        server.host(),
                        server.bind(),
                        Ports.free(),
                        Ports.free(),
                        Ports.free(),
                        server.neighbours()))
                .toList();
    }

    private List<Duration> measure(int rounds, boolean atOnce)
            throws IOException, InterruptedException, ExecutionException {
        List<Duration> delays = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            delays.addAll(measure(atOnce));
        }
        return delays;
    }

    /** Starts the herd, each server when the one before is ready or all at once, and stops it. */
    private List<Duration> measure(boolean atOnce) throws IOException, InterruptedException, ExecutionException {
        List<Future<Duration>> delays = servers.stream()
                .map(server -> tasks.submit(() -> JoinDelay.measure(server, neighbours(server))))
                .toList();
        List<Future<Child>> children = new ArrayList<>();
        try {
            for (ServerConfig server : servers) {
                Future<Child> child = tasks.submit(() -> start(server));
                children.add(child);
                if (!atOnce) {
                    var _ = child.get();
                }
            }
            List<Duration> measured = new ArrayList<>();
            for (Future<Duration> delay : delays) {
                measured.add(delay.get());
            }
            return measured;
        } finally {
            for (Future<Child> child : children) {
                child.get().close();
            }
        }
    }

    private List<ServerConfig> neighbours(ServerConfig server) {
        return servers.stream()
                .filter(other -> server.neighbours().contains(other.name()))
                .toList();
    }

    private Child start(ServerConfig server) throws IOException {
        return Child.start(
                List.of(launcher.toString(), "serve", server.name(), "-c", "herd.yaml"),
                Map.of(),
                directory,
                "is ready");
    }

    @Override
    public void close() {
        tasks.close();
        temporary.close();
    }
}
