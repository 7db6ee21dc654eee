package io.herd.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import io.herd.config.LogConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {
    private static final int LIMIT = 2_048;

    @TempDir
    private Path directory;

    /** The folder of the logs may go away while a server runs, and come back. */
    @Test
    void goesOnOnceItCanBeOpenedAgain() throws IOException {
        Path logs = Files.createDirectory(directory.resolve("logs"));
        Path path = logs.resolve("A.log");
        var context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        Logger owner = context.getLogger("A");
        var file = new LogFile(path, new LogConfig(logs.toString(), LIMIT, 3, false, true, 1 << 30, 100), owner, null);
        Files.move(logs, directory.resolve("aside"));
        Path obstacle = Files.createFile(logs);
        for (int i = 0; i < LIMIT; i++) {
            append(file, owner, "goes nowhere, once the file is full");
        }
        Files.delete(obstacle);
        for (int i = 0; i < LIMIT; i++) {
            append(file, owner, "it is back");
        }
        file.stop();
        assertThat(Files.readAllLines(path).getLast()).endsWith("it is back");
    }

    private static void append(LogFile file, Logger owner, String text) {
        file.doAppend(new LoggingEvent("", owner, Level.INFO, text, null, null));
        file.flush();
    }
}
