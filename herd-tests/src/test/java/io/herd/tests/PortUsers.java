package io.herd.tests;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The processes with a TCP socket at a port, be it their own or the other end's: those that lsof -ti:PORT lists. On Linux. */
final class PortUsers {
    private static final Path PROC = Path.of("/proc");
    private static final List<Path> TABLES = List.of(PROC.resolve("net/tcp"), PROC.resolve("net/tcp6"));
    private static final int LOCAL = 1;
    private static final int REMOTE = 2;
    private static final int INODE = 9;

    private PortUsers() {}

    /** Whether this system tells which processes use a port. */
    static boolean areKnown() {
        return Files.isReadable(TABLES.getFirst());
    }

    static Set<ProcessHandle> of(int port) {
        Set<String> sockets = TABLES.stream()
                .filter(Files::isReadable)
                .flatMap(table -> sockets(table, port))
                .collect(Collectors.toSet());
        return ProcessHandle.allProcesses()
                .filter(process -> openFiles(process).anyMatch(sockets::contains))
                .collect(Collectors.toSet());
    }

    /** The sockets at a port, by the names that the files of processes have for them. */
    private static Stream<String> sockets(Path table, int port) {
        String end = ":%04X".formatted(port);
        try {
            return Files.readAllLines(table).stream()
                    .map(line -> line.strip().split("\\s+"))
                    .filter(fields -> fields[LOCAL].endsWith(end) || fields[REMOTE].endsWith(end))
                    .map(fields -> "socket:[" + fields[INODE] + "]");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> openFiles(ProcessHandle process) {
        File[] files = PROC.resolve(process.pid() + "/fd").toFile().listFiles();
        return files == null ? Stream.empty() : Arrays.stream(files).map(PortUsers::target);
    }

    private static String target(File link) {
        try {
            return Files.readSymbolicLink(link.toPath()).toString();
        } catch (IOException _) {
            return "closed meanwhile";
        }
    }
}
