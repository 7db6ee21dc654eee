package io.herd.server.geonames;

import io.herd.server.places.ImportedTables;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/** Imports GeoNames' dumps into a directory of tables, one for each dump. Streams dumps of any size. */
public final class DumpImport {
    private static final int BUFFER_BYTES = 1 << 16;
    /** A file that begins with this many invalid lines is no dump. */
    private static final int BAD_AT_FIRST = 100;

    private final Path directory;
    private final Map<Path, Path> imported = new HashMap<>();

    /** An import into a directory, which is created if it is missing. */
    public DumpImport(Path directory) {
        this.directory = directory;
    }

    /** Receives the progress of an import. */
    @FunctionalInterface
    public interface Progress {
        /** So many bytes of the text's total have been read. */
        void at(long bytes, long total);
    }

    /**
     * The result of an import.
     *
     * @param bytes how long the dump's text is
     * @param table the table that was written
     */
    public record Result(Tally tally, long bytes, Path table) {}

    /**
     * Converts a dump into a table named after it, which replaces that of an earlier import of the dump.
     * Atomic.
     *
     * @throws IOException if the file cannot be read or is no dump, or the table cannot be written or is of another dump
     */
    public Result take(Path file, Progress progress) throws IOException {
        try (var dump = DumpFile.open(file)) {
            Files.createDirectories(directory);
            String name = file.getFileName().toString().replaceFirst("(?i)\\.(txt|zip)$", "");
            Path table = directory.resolve(name + ImportedTables.SUFFIX);
            Path other = imported.get(table);
            if (other != null) {
                throw new IOException(
                        "would replace " + table + ", which " + other + " has just become; rename one of them");
            }
            Path part = directory.resolve(name + "." + ProcessHandle.current().pid() + ".part");
            part.toFile().deleteOnExit();
            try {
                EarlierTable earlier = EarlierTable.read(table);
                var tally = write(dump, part, earlier, progress);
                earlier.require();
                Files.move(part, table, StandardCopyOption.ATOMIC_MOVE);
                imported.put(table, file);
                return new Result(tally, dump.bytes(), table);
            } finally {
                Files.deleteIfExists(part);
            }
        }
    }

    private static Tally write(DumpFile dump, Path part, EarlierTable earlier, Progress progress) throws IOException {
        var tally = new Tally();
        try (var channel = FileChannel.open(
                part, StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING)) {
            var out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
            var lines = new DumpLines(dump.text(), bytes -> progress.at(bytes, dump.bytes()));
            copy(lines, new TableWriter(out, tally), tally, earlier);
            dump.verify();
            out.flush();
            channel.force(true);
        }
        return tally;
    }

    private static void copy(DumpLines lines, TableWriter table, Tally tally, EarlierTable earlier) throws IOException {
        for (Row row = lines.next(); row != null; row = lines.next()) {
            table.take(row, lines.number());
            earlier.compare(row);
            if (tally.bad() == BAD_AT_FIRST && tally.rows() == BAD_AT_FIRST) {
                throw noDump(tally.firstBad().getFirst());
            }
        }
        if (tally.rows() == tally.bad()) {
            throw noDump(tally.rows() == 0 ? "it is empty" : tally.firstBad().getFirst());
        }
    }

    static IOException noDump(String why) {
        return new IOException(
                "is no dump of GeoNames (" + Row.COLUMNS + " columns separated by tabs, in UTF-8): " + why);
    }
}
