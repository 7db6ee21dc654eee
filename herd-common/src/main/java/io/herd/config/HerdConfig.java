package io.herd.config;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a herd. Its servers are consistent: neighbours exist and
 * name each other, no two listen at the same port of the same host, and no connection is idle while it waits for an answer.
 *
 * @param servers the servers by name, in the file's order
 */
public record HerdConfig(
        Map<String, ServerConfig> servers,
        LimitsConfig limits,
        ExpiryConfig expiry,
        JournalConfig journal,
        HistoryConfig history,
        LinksConfig links,
        TlsConfig tls,
        PlacesConfig places,
        HttpConfig http,
        FencesConfig fences,
        PhonesConfig phones,
        MqttConfig mqtt,
        KafkaConfig kafka,
        AccessConfig access,
        LogConfig log) {

    public HerdConfig {
        servers = Collections.unmodifiableMap(new LinkedHashMap<>(servers));
        ServerRules.check(servers, mqtt.port());
        checkIdle(limits, places);
        checkTlsPorts(servers, tls);
    }

    private static void checkTlsPorts(Map<String, ServerConfig> servers, TlsConfig tls) {
        for (ServerConfig server : servers.values()) {
            if (server.tlsPort() != null && tls.certificate() == null) {
                throw new ConfigException("servers." + server.name() + ".tlsPort: expected tls.certificate as well");
            }
        }
    }

    /** A client that waits for an answer is silent, and must not be disconnected for it. */
    private static void checkIdle(LimitsConfig limits, PlacesConfig places) {
        checkIdle(limits, "places.deadline", places.deadline());
        checkIdle(limits, "limits.unknownWait", limits.unknownWait());
    }

    private static void checkIdle(LimitsConfig limits, String setting, Duration wait) {
        Duration idle = limits.connections().idle();
        if (idle.compareTo(wait) < 0) {
            throw new ConfigException("limits.idle: expected no less than " + setting + ", which is "
                    + Units.TIME.show(wait.toMillis()) + ", got " + Units.TIME.show(idle.toMillis()));
        }
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

    /** The neighbours of a server, by name, and which others of them are each one's neighbours as well. */
    public Map<String, Set<String>> neighbours(String name) {
        List<String> all = server(name).neighbours();
        return all.stream()
                .collect(Collectors.toMap(
                        each -> each,
                        each -> server(each).neighbours().stream()
                                .filter(all::contains)
                                .collect(Collectors.toSet())));
    }

    /** The MQTT port of a server; null if it has none, 0 lets the system choose one. */
    public @Nullable Integer mqttPort(String name) {
        return ServerRules.mqttPort(server(name), mqtt.port());
    }

    /** Whether a server speaks TLS at any of its ports. */
    public boolean usesTls(String name) {
        boolean hasMqtt = tls.mqtt() && mqttPort(name) != null;
        return tls.clients()
                || tls.http()
                || tls.links()
                || hasMqtt
                || server(name).tlsPort() != null;
    }

    /**
     * What all servers know and nobody else: the secret, or where links show certificates the key of tokens; null without either.
     */
    public @Nullable String commonSecret() {
        return links.secret() == null && tls.links() ? access.key() : links.secret();
    }

    /**
     * Why a server needs a {@link #commonSecret}: the setting by which other machines can reach it, or it them; null where it and its
     * neighbours keep to loopback addresses.
     *
     * @throws ConfigException if there is no server of that name
     */
    public @Nullable String exposure(String name) {
        ServerConfig server = server(name);
        if (!Host.isLoopback(server.bind())) {
            return "servers." + name + ".bind: " + server.bind();
        }
        return server.neighbours().stream()
                .map(this::server)
                .filter(neighbour -> !Host.isLoopback(neighbour.host()))
                .map(neighbour -> "servers." + neighbour.name() + ".host: " + neighbour.host())
                .findFirst()
                .orElse(null);
    }

    /**
     * The setting by which clients of other machines can reach a server; null where only its own machine can.
     *
     * @throws ConfigException if there is no server of that name
     */
    public @Nullable String exposureToClients(String name) {
        List<String> publishedAt = access.publishedAt();
        if (publishedAt.isEmpty()) {
            String bind = server(name).bind();
            return Host.isLoopback(bind) ? null : "servers." + name + ".bind: " + bind;
        }
        return publishedAt.stream()
                .filter(address -> !Host.isLoopback(address))
                .map(address -> "access.publishedAt: " + address)
                .findFirst()
                .orElse(null);
    }

    /** The same, with what each server's limits leave to the heap. */
    public HerdConfig within(long heapOfEach) {
        return with(limits.within(heapOfEach), links, tls, mqtt);
    }

    /** The same with fewer connections, where each server may not open as many files as they take. */
    public HerdConfig withinFiles(long filesOfEach) {
        if (servers.keySet().stream().allMatch(name -> mqttPort(name) == null)) {
            return with(limits.withinFiles(filesOfEach), links, tls, mqtt);
        }
        MqttConfig fewer = mqtt.withinFiles(filesOfEach);
        return with(limits.withinFiles(filesOfEach - fewer.connections()), links, tls, fewer);
    }

    /** The same without TLS at any port. */
    public HerdConfig withoutTls() {
        return with(limits, links, TlsConfig.DEFAULT, mqtt);
    }

    /** The same with another secret, and none before it. */
    public HerdConfig withSecret(String secret) {
        return with(limits, links.withSecret(secret), tls, mqtt);
    }

    private HerdConfig with(
            LimitsConfig otherLimits, LinksConfig otherLinks, TlsConfig otherTls, MqttConfig otherMqtt) {
        return new HerdConfig(
                servers,
                otherLimits,
                expiry,
                journal,
                history,
                otherLinks,
                otherTls,
                places,
                http,
                fences,
                phones,
                otherMqtt,
                kafka,
                access,
                log);
    }
}
