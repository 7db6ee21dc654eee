package io.herd.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A directory that is deleted when it is closed, or when the program ends. */
public final class TemporaryDirectory implements AutoCloseable {
    /** Servers that are just being ended may still write. */
    private static final int ATTEMPTS = 30;

    private static final long PAUSE_NANOS = 100_000_000;

    private final Path path;
    private final Thread atExit = new Thread(this::delete, "delete temporary files");

    private TemporaryDirectory(Path path) {
        this.path = path;
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** A new one among the system's temporary files. */
    public static TemporaryDirectory create(String prefix) throws IOException {
        return new TemporaryDirectory(Files.createTempDirectory(prefix));
    }

    public Path path() {
        return path;
    }

    @Override
    public void close() {
        delete();
        try {
            boolean _ = Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The program is ending, and the hook finds nothing to do.
        }
    }

    private void delete() {
        for (int i = 0; i < ATTEMPTS && !isDeleted(); i++) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private boolean isDeleted() {
        try (Stream<Path> all = Files.walk(path)) {
            List<File> files =
                    all.sorted(Comparator.reverseOrder()).map(Path::toFile).toList();
            for (File file : files) {
                boolean _ = file.delete();
            }
        } catch (IOException e) {
            // Some of it went while it was listed.
        }
        return Files.notExists(path);
    }
}
