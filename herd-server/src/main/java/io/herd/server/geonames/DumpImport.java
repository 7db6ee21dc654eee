package io.herd.server.geonames;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.herd.protocol.Bytes;
import io.herd.protocol.LineFramer;
import io.herd.server.places.ImportedTables;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Brings GeoNames' dumps into a directory of tables, a table each. Little memory, whatever the dump's size. */
public final class DumpImport {
    private static final int CHUNK_BYTES = 1 << 16;
    /** GeoNames bounds alternate names, the longest column, at 10,000 characters. */
    private static final int MOST_LINE_BYTES = 1 << 16;
    /** A file that begins with as many bad lines is no dump. */
    private static final int BAD_AT_FIRST = 100;

    private final Path directory;

    /** An import into a directory, which is made if need be. */
    public DumpImport(Path directory) {
        this.directory = directory;
    }

    /** Hears how far an import has come. */
    @FunctionalInterface
    public interface Progress {
        /** So many bytes of the text's total have been read. */
        void at(long bytes, long total);
    }

    /**
     * What an import did.
     *
     * @param bytes how long the dump's text is
     * @param table the table that was written
     */
    public record Result(Tally tally, long bytes, Path table) {}

    /**
     * Makes a table of a dump, named after it, in place of the one that an earlier import of that name made. All or
     * nothing.
     *
     * @throws IOException if the file cannot be read or is no dump, or the table cannot be written
     */
    public Result take(Path file, Progress progress) throws IOException {
        try (var dump = DumpFile.open(file)) {
            Files.createDirectories(directory);
            String name = file.getFileName().toString().replaceFirst("\\.(txt|zip)$", "");
            Path table = directory.resolve(name + ImportedTables.SUFFIX);
            Path part = directory.resolve(name + "." + ProcessHandle.current().pid() + ".part");
            part.toFile().deleteOnExit();
            try {
                var tally = write(dump, part, progress);
                Files.move(part, table, StandardCopyOption.ATOMIC_MOVE);
                return new Result(tally, dump.bytes(), table);
            } finally {
                Files.deleteIfExists(part);
            }
        }
    }

    private static Tally write(DumpFile dump, Path part, Progress progress) throws IOException {
        var tally = new Tally();
        try (var channel = FileChannel.open(
                part, StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING)) {
            var out = new BufferedOutputStream(Channels.newOutputStream(channel), CHUNK_BYTES);
            copy(dump, new TableWriter(out, tally), tally, progress);
            out.flush();
            channel.force(true);
        }
        return tally;
    }

    private static void copy(DumpFile dump, TableWriter table, Tally tally, Progress progress) throws IOException {
        var lines = new LineFramer(MOST_LINE_BYTES);
        InputStream text = dump.text();
        long read = 0;
        for (byte[] chunk = text.readNBytes(CHUNK_BYTES); chunk.length > 0; chunk = text.readNBytes(CHUNK_BYTES)) {
            read += chunk.length;
            lines.feed(chunk);
            for (Bytes line = lines.next(); line != null; line = lines.next()) {
                take(line, table, tally);
            }
            if (lines.overlong() != null) {
                throw noDump("line " + (tally.rows() + 1) + " is longer than " + MOST_LINE_BYTES + " bytes");
            }
            progress.at(read, dump.bytes());
        }
        Bytes rest = lines.rest();
        if (rest != null) {
            take(rest, table, tally);
        }
        if (tally.rows() == tally.bad()) {
            throw noDump(tally.rows() == 0 ? "it is empty" : tally.firstBad().getFirst());
        }
    }

    private static void take(Bytes line, TableWriter table, Tally tally) throws IOException {
        byte[] bytes = new byte[line.length()];
        line.toByteBuffer().get(bytes);
        table.take(Row.parse(new String(bytes, UTF_8)));
        if (tally.bad() == BAD_AT_FIRST && tally.rows() == BAD_AT_FIRST) {
            throw noDump(tally.firstBad().getFirst());
        }
    }

    private static IOException noDump(String why) {
        return new IOException("is no dump of GeoNames (" + Row.COLUMNS + " columns parted by tabs): " + why);
    }
}
