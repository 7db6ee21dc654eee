package io.herd.server.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import io.herd.config.ConfigException;
import io.herd.config.LogConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The log of one server: {@code logs/Goloman.log}, rotated by size. Events go to standard output as
 * well, or else only warnings, to standard error.
 */
public final class ServerLog implements AutoCloseable {
    /** How long closing waits for the disk, in ms. */
    private static final long PATIENCE = 1_000;

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final LogCounters counters = new LogCounters();
    private final Logger events;
    private final LogWriter file;
    private final @Nullable LogWriter console;
    private final TrafficLog traffic;

    private ServerLog(String server, Path path, LogConfig config) {
        // A context of its own: in a common one, a server A would have all that a server A.B has.
        var context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        events = context.getLogger(server);
        events.setLevel(Level.INFO);
        var limiter = new WindowLimiter(config.trafficBytes(), SECOND, System.nanoTime());
        file = new LogWriter("log", new LogFile(path, config, context), config.queue(), limiter, counters);
        events.addAppender(new EventAppender(context, file, Level.INFO, false, _ -> ""));
        traffic = config.traffic() ? new TrafficLog(file) : TrafficLog.none();
        if (config.console()) {
            console = StandardStreams.writer("stdout", System.out);
            events.addAppender(new EventAppender(context, console, Level.INFO, true, name -> name + ": "));
        } else {
            console = null;
            events.addAppender(
                    new EventAppender(context, StandardStreams.error(), Level.WARN, false, name -> name + ": "));
        }
    }

    /**
     * Opens the log of a server; blocks.
     *
     * @throws ConfigException where its file cannot be written
     */
    public static ServerLog open(String server, LogConfig config) {
        Path directory = Path.of(config.directory());
        Path path = directory.resolve(server + ".log");
        try {
            Files.createDirectories(directory);
            Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND)
                    .close();
        } catch (IOException e) {
            throw new ConfigException(
                    "log.directory: cannot write to " + path.toAbsolutePath() + "; set another directory", e);
        }
        return new ServerLog(server, path, config);
    }

    /** The logger for events of the server. */
    public org.slf4j.Logger events() {
        return events;
    }

    /** The log of traffic with its clients and neighbours. */
    public TrafficLog traffic() {
        return traffic;
    }

    /** Counts of the lines missing from the file. */
    public LogCounters counters() {
        return counters;
    }

    /** Writes what waits, at most for a second, and closes the file. */
    @Override
    public void close() {
        events.detachAndStopAllAppenders();
        file.close(PATIENCE);
        if (console != null) {
            console.close(StandardStreams.PATIENCE);
        }
    }
}
