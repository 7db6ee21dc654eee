package io.herd.server.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
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
        var config = new LogConfig(logs.toString(), LIMIT, 3, false, true, 1 << 30, 100);
        var file = new LogFile(path, config, new LoggerContext());
        Files.move(logs, directory.resolve("aside"));
        Path obstacle = Files.createFile(logs);
        for (int i = 0; i < LIMIT; i++) {
            write(file, "goes nowhere, once the file is full");
        }
        Files.delete(obstacle);
        for (int i = 0; i < LIMIT; i++) {
            write(file, "it is back");
        }
        file.close();
        assertThat(Files.readAllLines(path).getLast()).endsWith("it is back");
    }

    @Test
    void sizesAreThoseOfBytes() throws IOException {
        Path path = directory.resolve("A.log");
        var config = new LogConfig(directory.toString(), LIMIT, 3, false, true, 1 << 30, 100);
        var file = new LogFile(path, config, new LoggerContext());
        for (int i = 0; i < LIMIT; i++) {
            write(file, "\u6771".repeat(10));
        }
        file.close();
        assertThat(Files.size(directory.resolve("A.log.1"))).isBetween((long) LIMIT, LIMIT + 31L);
    }

    private static void write(LogFile file, String line) {
        file.write((line + "\n").getBytes(UTF_8));
        file.flush();
    }
}
