package io.herd.server.places;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The tables that were imported into a directory: its files that end in {@code .tsv}. */
public final class ImportedTables {
    /** How their names end. */
    public static final String SUFFIX = ".tsv";

    /** How long a table may be: what fits into an array. */
    public static final int MOST_BYTES = Integer.MAX_VALUE - 8;

    private record Found(Path path, FileTime written) {}

    private ImportedTables() {}

    /**
     * The tables of a directory that may be missing, the newest first.
     *
     * @param regions receives the names of regions in the tables
     * @param problems receives the reasons why tables are left out
     */
    static List<Table> read(Path directory, Map<String, String> regions, List<String> problems) {
        List<Table> tables = new ArrayList<>();
        try {
            for (Path file : find(directory)) {
                try {
                    tables.add(read(file, regions));
                } catch (IOException e) {
                    problems.add(e.getMessage() + "; left out: import it anew, or remove it");
                }
            }
        } catch (IOException e) {
            problems.add(directory + " cannot be read: " + e + "; nothing imported is used");
        }
        return tables;
    }

    private static List<Path> find(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return List.of();
        }
        List<Found> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(SUFFIX)).toList()) {
                found.add(new Found(file, Files.getLastModifiedTime(file)));
            }
        }
        return found.stream()
                .sorted(Comparator.comparing(Found::written).reversed().thenComparing(Found::path))
                .map(Found::path)
                .toList();
    }

    private static Table read(Path file, Map<String, String> regions) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException(file + " is longer than 2 GiB");
        }
        byte[] text;
        try {
            text = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new IOException(file + " cannot be read: " + e, e);
        }
        return Table.read(file.toString(), text, regions);
    }
}
