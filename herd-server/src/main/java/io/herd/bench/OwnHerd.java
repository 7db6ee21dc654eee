package io.herd.bench;

import io.herd.config.ServerConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Servers of a herd that only the measurement uses: a process each, on this machine, at free ports. */
public final class OwnHerd implements AutoCloseable {
    private static final String HERE = "127.0.0.1";

    private final List<ServerConfig> servers = new ArrayList<>();
    private final List<Child> children = new ArrayList<>();

    private OwnHerd() {}

    /**
     * Starts some servers of a configuration; blocks until they are ready.
     *
     * @param program the command that is followed by {@code serve NAME}
     * @param all who is in the herd
     * @param count how many of these run, from the first on; the others are away
     * @param directory where they leave their logs
     * @throws IOException if one does not start
     */
    public static OwnHerd start(List<String> program, Collection<ServerConfig> all, int count, Path directory)
            throws IOException {
        var herd = new OwnHerd();
        try {
            Map<String, String> environment = herd.place(all);
            environment.put(
                    "HERD_SECRET",
                    "known to nobody but " + ProcessHandle.current().pid());
            environment.put("HERD_LOG_DIRECTORY", directory.toString());
            while (herd.servers.size() > count) {
                herd.servers.removeLast();
            }
            for (ServerConfig server : herd.servers) {
                List<String> command = Stream.concat(program.stream(), Stream.of("serve", server.name()))
                        .toList();
                herd.children.add(Child.start(command, environment, directory, "is ready"));
            }
            return herd;
        } catch (IOException e) {
            herd.close();
            throw e;
        }
    }

    /** Gives every server free ports of this machine; returns the settings that say so. */
    private Map<String, String> place(Collection<ServerConfig> all) throws IOException {
        var settings = new HashMap<String, String>();
        List<Integer> ports = freePorts(2 * all.size());
        for (ServerConfig server : all) {
            var here = new ServerConfig(
                    server.name(), HERE, HERE, ports.removeLast(), ports.removeLast(), server.neighbours());
            String prefix = "HERD_SERVERS_" + server.name().toUpperCase(Locale.ROOT);
            settings.put(prefix + "_HOST", here.host());
            settings.put(prefix + "_BIND", here.bind());
            settings.put(prefix + "_PORT", Integer.toString(here.port()));
            settings.put(prefix + "_HTTP_PORT", Integer.toString(here.httpPort()));
            servers.add(here);
        }
        return settings;
    }

    /** Ports of this machine that nobody uses. */
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

    /** How much time of processors all of them have taken so far. */
    public Duration processorTime() {
        return children.stream().map(Child::processorTime).reduce(Duration.ZERO, Duration::plus);
    }

    /** The process of the first. */
    public long firstPid() {
        return children.getFirst().pid();
    }

    @Override
    public void close() throws IOException {
        for (Child child : children) {
            child.close();
        }
    }
}
