package io.herd.compare;

import io.herd.bench.Child;
import io.herd.bench.OwnHerd;
import io.herd.bench.TemporaryDirectory;
import io.herd.measure.Five;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How many reports a second one server takes of phones, over MQTT with QoS 1 and over HTTP on kept connections, beside mosquitto, while
 * one subscriber is told of them.
 */
final class PhoneFigures {
    private static final int ROUNDS = 3;
    private static final int REPORTS = 50_000;
    /** Connections over HTTP that send one report at a time: as many as MQTT's publishers have in flight. */
    private static final int PHONES = 500;
    /** Connections over HTTP that send what has gathered in their queues, and how much. */
    private static final int QUEUES = 10;

    private static final int BATCH = 50;

    private PhoneFigures() {}

    /** A broker that is measured. */
    private interface Broker {
        /** Starts it at a port for MQTT, and one for HTTP. */
        Child start(Path directory, int mqttPort, int httpPort) throws IOException;
    }

    /** A way to put load on a broker. */
    private interface Load {
        double run(int reports) throws IOException, InterruptedException;
    }

    /**
     * Prints the figures.
     *
     * @param arguments the project's folder, whose launcher must have been built
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path launcher = Path.of(arguments[0]).resolve("herd");
        measure("mosquitto, in memory", PhoneFigures::mosquitto, false);
        measure(
                "herd, in memory",
                (directory, mqtt, http) -> herd(launcher, directory, mqtt, http, "HERD_JOURNAL_ENABLED", "false"),
                true);
        measure(
                "herd, forced to disk",
                (directory, mqtt, http) -> herd(launcher, directory, mqtt, http, "HERD_JOURNAL_SYNC", "always"),
                true);
    }

    private static Child mosquitto(Path directory, int port, int httpPort) throws IOException {
        return Child.start(List.of("sh", "-c", "exec mosquitto -p " + port + " 2>&1"), Map.of(), directory, "running");
    }

    private static Child herd(Path launcher, Path directory, int mqttPort, int httpPort, String setting, String value)
            throws IOException {
        List<Integer> ports = OwnHerd.freePorts(2);
        return Child.start(
                List.of(launcher.toString(), "serve", Five.SERVERS.getFirst().name()),
                Map.of(
                        setting,
                        value,
                        "HERD_SERVERS_GOLOMAN_PORT",
                        ports.get(0).toString(),
                        "HERD_SERVERS_GOLOMAN_LINK_PORT",
                        ports.get(1).toString(),
                        "HERD_SERVERS_GOLOMAN_HTTP_PORT",
                        Integer.toString(httpPort),
                        "HERD_SERVERS_GOLOMAN_MQTT_PORT",
                        Integer.toString(mqttPort),
                        "HERD_JOURNAL_DIRECTORY",
                        directory.resolve("journal").toString(),
                        "HERD_LOG_DIRECTORY",
                        directory.toString()),
                directory,
                "is ready");
    }

    private static void measure(String name, Broker broker, boolean hasHttp) throws IOException, InterruptedException {
        try (var temporary = TemporaryDirectory.create("herd-phones")) {
            List<Integer> ports = OwnHerd.freePorts(2);
            try (Child _ = broker.start(temporary.path(), ports.get(0), ports.get(1))) {
                var mqtt = new MqttLoad(ports.get(0));
                measure(name + ", MQTT", mqtt::run, mqtt);
                if (hasHttp) {
                    measure(name + ", HTTP, one a request", new HttpLoad(ports.get(1), PHONES, 1)::run, mqtt);
                    measure(name + ", HTTP, 50 a request", new HttpLoad(ports.get(1), QUEUES, BATCH)::run, mqtt);
                }
            }
        }
    }

    private static void measure(String name, Load load, MqttLoad subscriber) throws IOException, InterruptedException {
        var rates = new ArrayList<Double>();
        long before = subscriber.heard();
        double _ = load.run(REPORTS);
        for (int i = 0; i < ROUNDS; i++) {
            rates.add(load.run(REPORTS));
        }
        double[] sorted =
                rates.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        System.out.printf(
                Locale.ROOT,
                "%-42s %,9.0f reports/s (%s), subscriber: %d messages of %d%n",
                name,
                sorted[ROUNDS / 2],
                Arrays.toString(Arrays.stream(sorted).mapToLong(Math::round).toArray()),
                subscriber.heard() - before,
                (ROUNDS + 1) * REPORTS);
    }
}
