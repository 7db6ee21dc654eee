package io.herd.server.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.herd.config.ConfigException;
import io.herd.config.LogConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** The log of one server: {@code logs/Goloman.log}, rotated by size. Warnings, or all but traffic, go to the console as well. */
public final class ServerLog implements AutoCloseable {
    private final Logger logger;
    private final BehindAppender appender;
    private final TrafficLog traffic;

    private ServerLog(Logger logger, BehindAppender appender, TrafficLog traffic) {
        this.logger = logger;
        this.appender = appender;
        this.traffic = traffic;
    }

    /**
     * Opens the log of a server; blocks.
     *
     * @throws ConfigException where its file cannot be written
     */
    public static ServerLog open(String server, LogConfig config) {
        Path directory = Path.of(config.directory());
        Path file = directory.resolve(server + ".log");
        try {
            Files.createDirectories(directory);
            Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)
                    .close();
        } catch (IOException e) {
            throw new ConfigException(
                    "log.directory: cannot write to " + file.toAbsolutePath() + "; set another directory", e);
        }
        var logger = (Logger) LoggerFactory.getLogger("herd." + server);
        logger.setLevel(Level.INFO);
        var logFile = new LogFile(file, config, logger, console(config, logger));
        var appender = new BehindAppender(logger, logFile, config.queue(), config.trafficBytes());
        appender.start();
        logger.addAppender(appender);
        var traffic = LoggerFactory.getLogger(logger.getName() + ".traffic");
        return new ServerLog(logger, appender, new TrafficLog(traffic, config.traffic(), appender::hasRoom));
    }

    private static @Nullable EventsConsole console(LogConfig config, Logger logger) {
        // Without it, warnings go to standard error.
        logger.setAdditive(!config.console());
        if (!config.console()) {
            return null;
        }
        var console = new EventsConsole(logger);
        console.start();
        return console;
    }

    /** For what happens to the server. */
    public org.slf4j.Logger events() {
        return logger;
    }

    /** For what its clients say and hear. */
    public TrafficLog traffic() {
        return traffic;
    }

    /** How many entries were dropped because there were too many to write. */
    public long dropped() {
        return appender.dropped();
    }

    /** Writes what waits, at most for a second, and closes the file. */
    @Override
    public void close() {
        logger.detachAppender(appender);
        appender.stop();
    }
}
