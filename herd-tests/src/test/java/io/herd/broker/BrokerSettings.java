package io.herd.broker;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a broker is set up.
 *
 * @param properties of its file, besides those that every broker here has
 * @param options of its JVM
 */
public record BrokerSettings(Map<String, String> properties, List<String> options) {
    /** Who may connect at the secured port. */
    public static final String USER = "herd";

    public static final String PASSWORD = "a password for the tests only";

    /** For tests: compacts at once, notices dead members of groups soon, and takes little memory. */
    public static BrokerSettings quick() {
        return new BrokerSettings(
                Map.ofEntries(
                        Map.entry("log.roll.ms", "500"),
                        Map.entry("log.cleaner.backoff.ms", "200"),
                        Map.entry("log.cleaner.min.cleanable.ratio", "0.001"),
                        Map.entry("log.cleaner.dedupe.buffer.size", "4194304"),
                        Map.entry("group.consumer.min.heartbeat.interval.ms", "500"),
                        Map.entry("group.consumer.heartbeat.interval.ms", "500"),
                        Map.entry("group.consumer.min.session.timeout.ms", "2000"),
                        Map.entry("group.consumer.session.timeout.ms", "4000"),
                        Map.entry("group.min.session.timeout.ms", "2000")),
                List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    }

    /** For measurements: as a broker is by itself, with a heap of 1 GB. */
    public static BrokerSettings measured() {
        return new BrokerSettings(Map.of(), List.of("-Xms1g", "-Xmx1g", "-XX:+UseG1GC"));
    }

    /**
     * The same, whose secured port takes {@link #USER} with {@link #PASSWORD} by SCRAM, over TLS.
     *
     * @param certificate a PEM file with the broker's key and certificate
     */
    public BrokerSettings secured(int port, Path certificate) {
        var all = new TreeMap<>(properties);
        all.put("listeners", "SECURED://127.0.0.1:" + port);
        all.put("listener.name.secured.ssl.keystore.type", "PEM");
        all.put("listener.name.secured.ssl.keystore.location", certificate.toString());
        all.put("listener.name.secured.sasl.enabled.mechanisms", "SCRAM-SHA-256");
        all.put(
                "listener.name.secured.scram-sha-256.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        return new BrokerSettings(all, options);
    }
}
