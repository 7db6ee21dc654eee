package io.herd.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A server process that is measured. */
public final class Child implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 15;
    private static final String ERRORS = "errors.log";
    private static final int LAST_ERRORS = 5;
    private static final long KIB = 1_024;

    private final Process process;

    private Child(Process process) {
        this.process = process;
    }

    /**
     * Starts a program; blocks until it says that it is ready. What it says later is lost, but for its errors, which are
     * in {@code errors.log} of the directory.
     *
     * @param environment what it has in its environment besides what {@link CleanEnvironment} leaves
     * @param ready a part of the line that says so
     * @throws IOException if it cannot be started, or ends before
     */
    public static Child start(List<String> command, Map<String, String> environment, Path directory, String ready)
            throws IOException {
        var builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        directory.resolve(ERRORS).toFile()));
        CleanEnvironment.apply(builder, environment);
        var child = new Child(builder.start());
        BufferedReader output = child.process.inputReader();
        for (String line = output.readLine(); line == null || !line.contains(ready); line = output.readLine()) {
            if (line == null) {
                child.close();
                throw new IOException(String.join(" ", command) + " did not start: " + lastErrors(directory));
            }
        }
        return child;
    }

    private static String lastErrors(Path directory) throws IOException {
        List<String> lines = Files.readAllLines(directory.resolve(ERRORS));
        return String.join(" | ", lines.subList(Math.max(0, lines.size() - LAST_ERRORS), lines.size()));
    }

    /** The processor time that it has used so far. */
    public Duration processorTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** How much memory it takes: its resident set, in bytes. Only Linux tells. */
    public long residentBytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/%d/status".formatted(pid()))).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .map(kib -> kib * KIB)
                .findFirst()
                .orElseThrow(() -> new IOException("process " + pid() + " has ended"));
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /** Sends it a signal by its name, such as STOP. */
    public void signal(String name) throws IOException {
        try {
            int code = new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IOException("there is no process " + pid() + " to send " + name);
            }
        } catch (InterruptedException e) {
            throw new InterruptedIOException(e.getMessage());
        }
    }

    /** Ends it, orderly if possible. */
    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
