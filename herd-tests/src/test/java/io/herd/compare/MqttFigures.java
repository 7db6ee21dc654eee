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

/** How many reports a second one server takes over MQTT with QoS 1, beside mosquitto, while one subscriber is told of them. */
final class MqttFigures {
    private static final int ROUNDS = 3;
    private static final int REPORTS = 50_000;

    private MqttFigures() {}

    /** A broker that is measured. */
    private interface Broker {
        Child start(Path directory, int port) throws IOException;
    }

    /**
     * Prints the figures.
     *
     * @param arguments the project's folder, whose launcher must have been built
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path launcher = Path.of(arguments[0]).resolve("herd");
        measure("mosquitto, in memory", MqttFigures::mosquitto);
        measure(
                "herd, in memory",
                (directory, port) -> herd(launcher, directory, port, "HERD_JOURNAL_ENABLED", "false"));
        measure(
                "herd, forced to disk",
                (directory, port) -> herd(launcher, directory, port, "HERD_JOURNAL_SYNC", "always"));
    }

    private static Child mosquitto(Path directory, int port) throws IOException {
        return Child.start(List.of("sh", "-c", "exec mosquitto -p " + port + " 2>&1"), Map.of(), directory, "running");
    }

    private static Child herd(Path launcher, Path directory, int port, String setting, String value)
            throws IOException {
        List<Integer> ports = OwnHerd.freePorts(3);
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
                        ports.get(2).toString(),
                        "HERD_SERVERS_GOLOMAN_MQTT_PORT",
                        Integer.toString(port),
                        "HERD_JOURNAL_DIRECTORY",
                        directory.resolve("journal").toString(),
                        "HERD_LOG_DIRECTORY",
                        directory.toString()),
                directory,
                "is ready");
    }

    private static void measure(String name, Broker broker) throws IOException, InterruptedException {
        var rates = new ArrayList<Double>();
        try (var temporary = TemporaryDirectory.create("herd-mqtt")) {
            int port = OwnHerd.freePorts(1).getFirst();
            try (Child _ = broker.start(temporary.path(), port)) {
                var load = new MqttLoad(port);
                double _ = load.run(REPORTS);
                for (int i = 0; i < ROUNDS; i++) {
                    rates.add(load.run(REPORTS));
                }
                double[] sorted =
                        rates.stream().mapToDouble(Double::doubleValue).sorted().toArray();
                System.out.printf(
                        Locale.ROOT,
                        "%-22s %,9.0f reports/s (%s), subscriber: %d messages of %d%n",
                        name,
                        sorted[ROUNDS / 2],
                        Arrays.toString(
                                Arrays.stream(sorted).mapToLong(Math::round).toArray()),
                        load.heard(),
                        (ROUNDS + 1) * REPORTS);
            }
        }
    }
}
