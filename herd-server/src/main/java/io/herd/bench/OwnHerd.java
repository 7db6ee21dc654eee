package io.herd.bench;

import io.herd.config.ServerConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A herd for measurements: a process for each server, on this machine, at free ports. */
public final class OwnHerd implements AutoCloseable {
    private static final String HERE = "127.0.0.1";
    private static final String FILE = "herd.yaml";

    private final List<String> program;
    private final Path directory;
    private final Map<?, ?> groups;
    private final Map<String, String> environment;
    private final List<ServerConfig> servers = new ArrayList<>();
    private final Deque<ServerConfig> away = new ArrayDeque<>();
    private final List<Child> children = new ArrayList<>();

    private OwnHerd(List<String> program, Path directory, Map<?, ?> groups, Map<String, String> settings) {
        this.program = program;
        this.directory = directory;
        this.groups = groups;
        environment = new HashMap<>(settings);
        environment.put(
                "HERD_SECRET", "known to nobody but " + ProcessHandle.current().pid());
        environment.put("HERD_LOG_DIRECTORY", directory.toString());
        environment.put("HERD_JOURNAL_DIRECTORY", directory.resolve("journal").toString());
    }

    /**
     * Starts some servers of a configuration; blocks until they are ready.
     *
     * @param program the command that is followed by {@code serve NAME}
     * @param all who is in the herd
     * @param count how many of these run, from the first on; the others are away
     * @param directory where they leave their logs and journals
     * @throws IOException if one does not start
     */
    public static OwnHerd start(List<String> program, Collection<ServerConfig> all, int count, Path directory)
            throws IOException {
        return start(program, all, count, directory, Map.of(), Map.of());
    }

    /**
     * The same with other settings.
     *
     * @param groups settings as a configuration file has them, besides the servers
     * @param settings those that go before them, by their names in the environment
     */
    public static OwnHerd start(
            List<String> program,
            Collection<ServerConfig> all,
            int count,
            Path directory,
            Map<?, ?> groups,
            Map<String, String> settings)
            throws IOException {
        var herd = new OwnHerd(program, directory, groups, settings);
        try {
            herd.place(all);
            for (int i = 0; i < count; i++) {
                var _ = herd.startNext();
            }
            return herd;
        } catch (IOException e) {
            herd.close();
            throw e;
        }
    }

    /** Starts the first of those that are away; blocks until it is ready. */
    public Child startNext() throws IOException {
        ServerConfig server = away.remove();
        Child child = start(server);
        children.add(child);
        servers.add(server);
        return child;
    }

    /** Starts all that are away in one process, as {@code up} does; blocks until they are ready. */
    public Child startTogether() throws IOException {
        List<String> command =
                Stream.concat(program.stream(), Stream.of("up", "-c", FILE)).toList();
        Child child = Child.start(command, environment, directory, "is ready");
        children.add(child);
        servers.addAll(away);
        away.clear();
        return child;
    }

    private Child start(ServerConfig server) throws IOException {
        List<String> command =
                Stream.concat(program.stream(), arguments(server.name())).toList();
        return Child.start(command, environment, directory, "is ready");
    }

    /** Starts the first again, once it has ended; blocks until it is ready. */
    public void restartFirst() throws IOException {
        first().close();
        children.set(0, start(servers.getFirst()));
    }

    /** A name may look like an option. */
    private static Stream<String> arguments(String server) {
        return server.startsWith("-")
                ? Stream.of("serve", "-c", FILE, "--", server)
                : Stream.of("serve", server, "-c", FILE);
    }

    /** Gives every server free ports of this machine. */
    private void place(Collection<ServerConfig> all) throws IOException {
        List<Integer> ports = freePorts(3 * all.size());
        for (ServerConfig server : all) {
            var here = new ServerConfig(
                    server.name(),
                    HERE,
                    HERE,
                    ports.removeLast(),
                    ports.removeLast(),
                    ports.removeLast(),
                    server.neighbours());
            away.add(here);
        }
        HerdFile.write(directory.resolve(FILE), away, groups);
    }

    /** Free ports of this machine. */
    public static List<Integer> freePorts(int count) throws IOException {
        var sockets = new ArrayList<ServerSocket>();
        try {
            var ports = new ArrayList<Integer>();
            for (int i = 0; i < count; i++) {
                var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                sockets.add(socket);
                ports.add(socket.getLocalPort());
            }
            return ports;
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }

    /** The servers that run. */
    public List<ServerConfig> servers() {
        return servers;
    }

    /** Where they listen. */
    public List<InetSocketAddress> addresses() {
        return addresses(servers);
    }

    /** Where servers listen. */
    public static List<InetSocketAddress> addresses(List<ServerConfig> servers) {
        return servers.stream()
                .map(server -> new InetSocketAddress(server.host(), server.port()))
                .toList();
    }

    /** The processor time that all of them have used so far. */
    public Duration processorTime() {
        return children.stream().map(Child::processorTime).reduce(Duration.ZERO, Duration::plus);
    }

    /** The process of the first. */
    public Child first() {
        return children.getFirst();
    }

    @Override
    public void close() throws IOException {
        for (Child child : children) {
            child.close();
        }
    }
}
