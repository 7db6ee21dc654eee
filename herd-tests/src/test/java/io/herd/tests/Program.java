package io.herd.tests;

import io.herd.bench.CleanEnvironment;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The launcher as a process, in a working directory of its own, and what it prints. */
final class Program implements AutoCloseable {
    static final Path LAUNCHER =
            Path.of(System.getProperty("launcher", "../herd")).toAbsolutePath().normalize();
    private static final int PATIENCE_SECONDS = 120;

    private final Process process;
    private final List<String> output = new CopyOnWriteArrayList<>();
    private final List<String> errors = new CopyOnWriteArrayList<>();
    private final List<Thread> gatherers;

    private Program(Process process) {
        this.process = process;
        gatherers = List.of(gather(process.getInputStream(), output), gather(process.getErrorStream(), errors));
    }

    static Program start(Path directory, Map<String, String> environment, String... arguments) {
        return start(LAUNCHER, directory, environment, arguments);
    }

    /** Starts the launcher of another tree. */
    static Program start(Path launcher, Path directory, Map<String, String> environment, String... arguments) {
        return start(builder(launcher, directory, environment, arguments));
    }

    /** Starts the launcher with a file or pipe as its standard error. */
    static Program startWithErrorsTo(
            Path errors, Path directory, Map<String, String> environment, String... arguments) {
        return start(builder(LAUNCHER, directory, environment, arguments).redirectError(errors.toFile()));
    }

    private static ProcessBuilder builder(
            Path launcher, Path directory, Map<String, String> environment, String... arguments) {
        var builder = new ProcessBuilder(Stream.concat(Stream.of(launcher.toString()), Stream.of(arguments))
                        .toList())
                .directory(directory.toFile());
        CleanEnvironment.apply(builder, environment);
        return builder;
    }

    private static Program start(ProcessBuilder builder) {
        try {
            return new Program(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Thread gather(InputStream stream, List<String> lines) {
        return Thread.ofVirtual()
                .start(() -> new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))
                        .lines()
                        .forEach(lines::add));
    }

    Program awaitOutput(String part) {
        Await.until("the program prints '" + part + "', but it printed " + output + errors, () -> {
            if (!process.isAlive() && output.stream().noneMatch(line -> line.contains(part))) {
                throw new AssertionError("the program ended without printing '" + part + "': " + output + errors);
            }
            return output.stream().anyMatch(line -> line.contains(part));
        });
        return this;
    }

    /** Asks the program to end, as a service manager does. */
    Program terminate() {
        process.destroy();
        return this;
    }

    /** Ends the program at once, as a power cut does. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    long pid() {
        return process.pid();
    }

    /** Sends the process a signal by its name, such as STOP. */
    void signal(String name) {
        try {
            int code = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new AssertionError("there is no process to signal");
            }
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The exit code, once the program has ended and all that it printed has been read. */
    int exitCode() {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("the program does not end; it printed " + output + errors);
            }
            for (Thread gatherer : gatherers) {
                boolean _ = gatherer.join(Duration.ofSeconds(PATIENCE_SECONDS));
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    List<String> output() {
        return output;
    }

    List<String> errors() {
        return errors;
    }

    @Override
    public void close() {
        kill();
    }
}
