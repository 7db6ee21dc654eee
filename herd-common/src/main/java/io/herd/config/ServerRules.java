package io.herd.config;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The consistency rules of a herd's servers. */
final class ServerRules {
    /** Each neighbour takes one of the 64 change feeds; the others are for sinks of other kinds. */
    private static final int MOST_NEIGHBOURS = 32;

    private ServerRules() {}

    /**
     * Checks all the rules.
     *
     * @param mqttPort the MQTT port of servers that have none of their own; 0 for none
     * @throws ConfigException if one is broken
     */
    static void check(Map<String, ServerConfig> servers, int mqttPort) {
        if (servers.isEmpty()) {
            throw new ConfigException("servers: expected at least one server");
        }
        Map<String, String> listeners = new HashMap<>();
        servers.forEach((name, server) -> {
            if (!name.equals(server.name())) {
                throw new ConfigException("servers." + name + ": is called " + server.name());
            }
            checkNeighbours(server, servers);
            checkPort(server.host(), server.port(), path(server, "port"), listeners);
            checkPort(server.host(), server.linkPort(), path(server, "linkPort"), listeners);
            checkPort(server.host(), server.httpPort(), path(server, "httpPort"), listeners);
            Integer tlsPort = server.tlsPort();
            if (tlsPort != null) {
                checkPort(server.host(), tlsPort, path(server, "tlsPort"), listeners);
            }
            Integer mqtt = mqttPort(server, mqttPort);
            if (mqtt != null) {
                checkPort(server.host(), mqtt, path(server, "mqttPort"), listeners);
            }
        });
    }

    /** The MQTT port of a server, where others have the one given; null if it has none. */
    static @Nullable Integer mqttPort(ServerConfig server, int ofOthers) {
        Integer own = server.mqttPort();
        return own != null || ofOthers == 0 ? own : Integer.valueOf(ofOthers);
    }

    private static void checkNeighbours(ServerConfig server, Map<String, ServerConfig> servers) {
        String path = path(server, "neighbours");
        if (server.neighbours().size() > MOST_NEIGHBOURS) {
            throw new ConfigException(path + ": expected at most " + MOST_NEIGHBOURS + " neighbours, got "
                    + server.neighbours().size() + "; what a server knows travels on through them");
        }
        Set<String> seen = new HashSet<>();
        for (String name : server.neighbours()) {
            if (name.equals(server.name())) {
                throw new ConfigException(path + ": a server cannot be its own neighbour, got '" + name + "'");
            }
            if (!seen.add(name)) {
                throw new ConfigException(path + ": expected every neighbour once, got '" + name + "' twice");
            }
            ServerConfig neighbour = servers.get(name);
            if (neighbour == null) {
                throw new ConfigException(
                        path + ": " + noServer(name, servers.keySet()).getMessage());
            }
            if (!neighbour.neighbours().contains(server.name())) {
                throw new ConfigException(path(neighbour, "neighbours") + ": " + server.name() + " is missing, whose"
                        + " neighbours name " + name + "; neighbours must name each other");
            }
        }
    }

    private static void checkPort(String host, int port, String path, Map<String, String> listeners) {
        // The system gives every 0 another port.
        String other = port == 0 ? null : listeners.putIfAbsent(host + " " + port, path);
        if (other != null) {
            throw new ConfigException(path + ": " + port + " on " + host + " is taken by " + other);
        }
    }

    private static String path(ServerConfig server, String key) {
        return "servers." + server.name() + "." + key;
    }

    static ConfigException noServer(String name, Collection<String> known) {
        return new ConfigException("there is no server '" + name + "'; there are " + String.join(", ", known));
    }
}
