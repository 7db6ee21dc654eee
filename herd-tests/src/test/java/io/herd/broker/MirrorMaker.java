package io.herd.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A real MirrorMaker that copies the reports of two clusters both ways. */
public final class MirrorMaker implements AutoCloseable {
    private static final String FILE = "mirror.properties";

    private final KafkaProcess process;

    private MirrorMaker(KafkaProcess process) {
        this.process = process;
    }

    /**
     * Starts one; blocks until it has begun, some ten seconds.
     *
     * @param properties a file as conf/regions has it, whose other settings these add to
     * @param settings lines of properties that go before
     */
    public static MirrorMaker start(Path directory, Path properties, String settings) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve(FILE), Files.readString(properties) + "\n" + settings);
        KafkaProcess process = KafkaProcess.start(
                directory,
                "mirror",
                List.of("-Xmx256m", "-XX:+UseSerialGC"),
                "org.apache.kafka.connect.mirror.MirrorMaker",
                FILE);
        try {
            process.awaitOutput("Kafka MirrorMaker started");
            return new MirrorMaker(process);
        } catch (IOException e) {
            process.kill();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        process.kill();
    }
}
