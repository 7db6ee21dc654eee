package io.herd.broker;

import io.herd.bench.CleanEnvironment;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** A program of Kafka as a process. What it prints is in a file, so that it never waits for a reader. */
final class KafkaProcess {
    private static final Path JARS = Path.of("../herd-broker/target/lib");
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final long LOOK_NANOS = 20_000_000;

    private final Process process;
    private final Path output;

    private KafkaProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /**
     * Starts a program.
     *
     * @param directory where it runs, and leaves what it prints in {@code NAME.log}
     * @throws IOException if the jars are not there
     */
    static KafkaProcess start(Path directory, String name, List<String> options, String mainClass, String... arguments)
            throws IOException {
        if (!Files.isDirectory(JARS)) {
            throw new IOException("there is no broker in " + JARS + ": mvn generate-resources -pl herd-broker");
        }
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-Dorg.slf4j.simpleLogger.showDateTime=true");
        command.addAll(List.of("-cp", JARS.toAbsolutePath().normalize() + "/*", mainClass));
        command.addAll(List.of(arguments));
        Path output = directory.resolve(name + ".log");
        var builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        CleanEnvironment.apply(builder, Map.of());
        return new KafkaProcess(builder.start(), output);
    }

    /** Waits until it has printed this; blocks. */
    void awaitOutput(String part) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.readString(output).contains(part)) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new IOException("no '" + part + "' in " + Files.readString(output));
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** Waits until it has ended; blocks. */
    void awaitSuccess() throws IOException {
        if (waitFor() != 0) {
            throw new IOException(Files.readString(output));
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Asks it to end, and waits until it has; blocks. */
    void terminate() throws IOException {
        process.destroy();
        int _ = waitFor();
    }

    /** Ends it at once, also if it is frozen. */
    void kill() throws IOException {
        process.destroyForcibly();
        int _ = waitFor();
    }

    /** Sends it a signal by its name, such as STOP. */
    void signal(String name) throws IOException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        try {
            if (kill.waitFor() != 0) {
                throw new IOException("there is no process to send " + name);
            }
        } catch (InterruptedException e) {
            throw new InterruptedIOException(e.getMessage());
        }
    }

    private int waitFor() throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            throw new InterruptedIOException(e.getMessage());
        }
    }
}
