package io.herd.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * All that a herd's servers are told: who they are and how they behave. The servers fit together: neighbours exist and
 * name each other, and no two listen at the same port of the same host.
 *
 * @param servers the servers by name, in the file's order
 */
public record HerdConfig(
        Map<String, ServerConfig> servers, LimitsConfig limits, LinksConfig links, PlacesConfig places, LogConfig log) {

    public HerdConfig {
        servers = Collections.unmodifiableMap(new LinkedHashMap<>(servers));
        ServerRules.check(servers);
    }

    /**
     * The server of that name.
     *
     * @throws ConfigException if there is none
     */
    public ServerConfig server(String name) {
        ServerConfig server = servers.get(name);
        if (server == null) {
            throw ServerRules.noServer(name, servers.keySet());
        }
        return server;
    }

    /** The same, with what each server's limits leave to the heap. */
    public HerdConfig within(long heapOfEach) {
        return new HerdConfig(servers, limits.within(heapOfEach), links, places, log);
    }

    /** The same with another secret. */
    public HerdConfig withSecret(String secret) {
        return new HerdConfig(servers, limits, links.withSecret(secret), places, log);
    }
}
