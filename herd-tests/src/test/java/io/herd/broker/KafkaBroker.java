package io.herd.broker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Properties;
import java.util.UUID;

/** A real broker, alone in its cluster. Whatever happens to its process, it comes back at the same port with the same directory. */
public final class KafkaBroker implements AutoCloseable {
    private static final String HOST = "127.0.0.1:";
    private static final String FILE = "server.properties";
    private static final String READY = "Kafka Server started";
    private static final String LISTENERS = "listeners";

    private final Path directory;
    private final BrokerSettings settings;
    private final int port;
    private KafkaProcess process;

    private KafkaBroker(Path directory, BrokerSettings settings, int port, KafkaProcess process) {
        this.directory = directory;
        this.settings = settings;
        this.port = port;
        this.process = process;
    }

    /**
     * Starts a new one; blocks until it is ready, some five seconds.
     *
     * @param directory its own, of which it makes what is missing
     * @param port where anybody may connect, in the clear
     * @param controllerPort for itself
     */
    public static KafkaBroker start(Path directory, BrokerSettings settings, int port, int controllerPort)
            throws IOException {
        Files.createDirectories(directory);
        configure(directory, settings, port, controllerPort);
        format(directory);
        return new KafkaBroker(directory, settings, port, launch(directory, settings));
    }

    private static void configure(Path directory, BrokerSettings settings, int port, int controllerPort)
            throws IOException {
        var all = new Properties();
        all.put("process.roles", "broker,controller");
        all.put("node.id", "1");
        all.put("controller.quorum.voters", "1@" + HOST + controllerPort);
        all.put("controller.listener.names", "CONTROLLER");
        all.put("inter.broker.listener.name", "OPEN");
        all.put("listener.security.protocol.map", "OPEN:PLAINTEXT,CONTROLLER:PLAINTEXT,SECURED:SASL_SSL");
        all.put("log.dirs", directory.resolve("data").toString());
        all.put("auto.create.topics.enable", "false");
        all.put("offsets.topic.num.partitions", "1");
        all.put("offsets.topic.replication.factor", "1");
        all.put("transaction.state.log.replication.factor", "1");
        all.put("group.initial.rebalance.delay.ms", "0");
        all.put("broker.session.timeout.ms", "2000");
        all.put("broker.heartbeat.interval.ms", "500");
        all.putAll(settings.properties());
        all.merge(
                LISTENERS,
                "OPEN://" + HOST + port + ",CONTROLLER://" + HOST + controllerPort,
                (secured, others) -> others + "," + secured);
        try (var file = Files.newBufferedWriter(directory.resolve(FILE))) {
            all.store(file, null);
        }
    }

    private static void format(Path directory) throws IOException {
        UUID id = UUID.randomUUID();
        byte[] bytes = ByteBuffer.allocate(Long.BYTES * 2)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        KafkaProcess.start(
                        directory,
                        "format",
                        BrokerSettings.quick().options(),
                        "kafka.tools.StorageTool",
                        "format",
                        // An id may begin with a dash.
                        "--cluster-id="
                                + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
                        "--config",
                        FILE,
                        "--add-scram",
                        "SCRAM-SHA-256=[name=%s,password=%s]".formatted(BrokerSettings.USER, BrokerSettings.PASSWORD))
                .awaitSuccess();
    }

    private static KafkaProcess launch(Path directory, BrokerSettings settings) throws IOException {
        KafkaProcess process = KafkaProcess.start(directory, "broker", settings.options(), "kafka.Kafka", FILE);
        try {
            process.awaitOutput(READY);
            return process;
        } catch (IOException e) {
            process.kill();
            throw e;
        }
    }

    /** Where clients find it, in the clear. */
    public String bootstrap() {
        return HOST + port;
    }

    /** Stops it in order; blocks. */
    public void stop() throws IOException {
        process.terminate();
    }

    /** Kills it, as a power cut does. */
    public void kill() throws IOException {
        process.kill();
    }

    /** Starts it again, once it was stopped or killed; blocks until it is ready. */
    public void restart() throws IOException {
        process = launch(directory, settings);
    }

    /** Has it run, whatever happened to it; blocks until it is ready. */
    public void ensureRunning() throws IOException {
        if (!process.isAlive()) {
            restart();
        }
    }

    /** Freezes it: its sockets stay open, but it neither reads nor writes. */
    public void freeze() throws IOException {
        process.signal("STOP");
    }

    /** Has a frozen one go on. */
    public void thaw() throws IOException {
        process.signal("CONT");
    }

    @Override
    public void close() throws IOException {
        process.kill();
    }
}
