package io.herd.tests;

import io.herd.config.HerdConfig;
import io.herd.config.ServerConfig;
import io.herd.server.ConfigLoader;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/** The servers of a file of conf/course at free ports, a process each, started and ended as the course's graders do. */
final class CourseHerd implements AutoCloseable {
    private final Path directory;
    private final Path file;
    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, ServerConfig> servers = new LinkedHashMap<>();
    private final Map<String, Program> running = new LinkedHashMap<>();

    CourseHerd(Path directory, String file) {
        this.directory = directory;
        this.file = Program.LAUNCHER.resolveSibling("conf/course/" + file);
        load(this.file).servers().values().forEach(this::place);
    }

    private static HerdConfig load(Path file) {
        Vertx vertx = Vertx.vertx();
        try {
            return ConfigLoader.load(vertx, file).await();
        } finally {
            vertx.close().await();
        }
    }

    private void place(ServerConfig server) {
        String name = server.name();
        var placed = new ServerConfig(
                name, server.host(), server.bind(), Ports.free(), Ports.free(), Ports.free(), server.neighbours());
        String prefix = "HERD_SERVERS_" + name.toUpperCase(Locale.ROOT);
        environment.put(prefix + "_PORT", Integer.toString(placed.port()));
        environment.put(prefix + "_LINK_PORT", Integer.toString(placed.linkPort()));
        environment.put(prefix + "_HTTP_PORT", Integer.toString(placed.httpPort()));
        servers.put(name, placed);
    }

    /** All servers, whether they run or not. */
    List<String> names() {
        return List.copyOf(servers.keySet());
    }

    ServerConfig server(String name) {
        return servers.get(name);
    }

    void start(String name) {
        running.put(name, Program.start(directory, environment, "serve", name, "-c", file.toString()));
    }

    /** How long a server that has been started takes to join those of its neighbours that run. */
    Duration awaitJoined(String name) throws TimeoutException {
        return JoinDelay.measure(server(name), runningNeighbours(name));
    }

    private Collection<ServerConfig> runningNeighbours(String name) {
        return server(name).neighbours().stream()
                .filter(running::containsKey)
                .map(this::server)
                .toList();
    }

    /** Asks every process that uses a server's client port to end, and waits until they have; returns which they were. */
    Set<ProcessHandle> end(String name) {
        Set<ProcessHandle> users = users(name);
        users.stream().filter(user -> !user.equals(ProcessHandle.current())).forEach(ProcessHandle::destroy);
        Await.until(name + " has ended", () -> users(name).isEmpty());
        running.remove(name);
        return users;
    }

    /** The processes that use a server's client port. */
    Set<ProcessHandle> users(String name) {
        return PortUsers.of(server(name).port());
    }

    /** The servers that run, those first that have run longest. */
    List<String> running() {
        return List.copyOf(running.keySet());
    }

    /** The servers that run and that a server's reports reach, itself included. */
    Set<String> reachable(String from) {
        Set<String> reached = new LinkedHashSet<>();
        Deque<String> next = new ArrayDeque<>(List.of(from));
        while (!next.isEmpty()) {
            String name = next.remove();
            if (reached.add(name)) {
                runningNeighbours(name).forEach(neighbour -> next.add(neighbour.name()));
            }
        }
        return reached;
    }

    @Override
    public void close() {
        running.values().forEach(Program::close);
    }
}
