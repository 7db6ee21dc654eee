package io.herd.server.places;

import io.herd.geo.GridIndex;
import io.herd.geo.Position;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/**
 * Places of the world, in memory: the embedded ones (20 MB), and those of imported tables. Rows are kept as bytes, and parsed
 * only for answers; besides, a place takes 20 bytes. Immutable.
 */
public final class Gazetteer {
    private static final String EMBEDDED = "gazetteer.tsv.gz";
    private static final int BUFFER_BYTES = 1 << 16;

    private final byte[][] texts;
    /** The places of text {@code i} are numbered from {@code firsts[i]} on. */
    private final int[] firsts;
    /** Where in its text the row of each place begins. */
    private final int[] rows;

    private final GridIndex index;
    private final RowReader reader;
    private final List<String> problems;

    /** Of tables with the same place, the first counts. */
    private Gazetteer(List<Table> tables, Map<String, String> regions, List<String> problems) {
        int most = tables.stream().mapToInt(Table::size).reduce(0, Math::addExact);
        int[] starts = new int[most];
        int[] latitudes = new int[most];
        int[] longitudes = new int[most];
        int size = 0;
        var merge = new TableMerge(tables);
        texts = new byte[tables.size()][];
        firsts = new int[tables.size()];
        for (int i = 0; i < texts.length; i++) {
            Table table = tables.get(i);
            texts[i] = table.text();
            firsts[i] = size;
            for (int place = 0; place < table.size(); place++) {
                if (merge.isNew(table, place)) {
                    starts[size] = table.start(place);
                    latitudes[size] = table.latitude(place);
                    longitudes[size] = table.longitude(place);
                    size++;
                }
            }
        }
        rows = Arrays.copyOf(starts, size);
        index = new GridIndex(Arrays.copyOf(latitudes, size), Arrays.copyOf(longitudes, size));
        reader = new RowReader(regions);
        this.problems = List.copyOf(problems);
    }

    /** Loads the embedded table and those imported into a directory, on a worker thread. */
    public static Future<Gazetteer> load(Vertx vertx, Path imported) {
        return vertx.executeBlocking(() -> load(imported)).map(Objects::requireNonNull);
    }

    /**
     * Loads the embedded table. Blocks for some tenths of a second.
     *
     * @throws UncheckedIOException if this build has no embedded table, or it is broken
     */
    public static Gazetteer load() {
        Map<String, String> regions = new HashMap<>();
        return new Gazetteer(List.of(embedded(regions)), regions, List.of());
    }

    /**
     * The same with the tables of a directory, if there is one. A table that cannot be read is left out, and is among
     * the {@link #problems}. Of tables that hold the same place, that of the newest file counts.
     */
    public static Gazetteer load(Path imported) {
        Map<String, String> regions = new HashMap<>();
        Table embedded = embedded(regions);
        List<String> problems = new ArrayList<>();
        List<Table> tables = new ArrayList<>(ImportedTables.read(imported, regions, problems));
        tables.add(embedded);
        return new Gazetteer(tables, regions, problems);
    }

    /**
     * Loads a gzipped table as gazetteer/README.md describes it. Blocks.
     *
     * @throws IOException if it is no such table; names the row, counted from 1
     */
    static Gazetteer load(InputStream gzipped) throws IOException {
        Map<String, String> regions = new HashMap<>();
        return new Gazetteer(List.of(Table.read("gazetteer", inflate(gzipped), regions)), regions, List.of());
    }

    /** Opens the embedded table, gzipped. */
    static InputStream openEmbedded() throws FileNotFoundException {
        InputStream gzipped = Gazetteer.class.getResourceAsStream(EMBEDDED);
        if (gzipped == null) {
            throw new FileNotFoundException("this build of the server lacks " + EMBEDDED);
        }
        return gzipped;
    }

    private static Table embedded(Map<String, String> regions) {
        try (InputStream gzipped = openEmbedded()) {
            return Table.read("gazetteer", inflate(gzipped), regions);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] inflate(InputStream gzipped) throws IOException {
        try (var inflated = new GZIPInputStream(gzipped, BUFFER_BYTES)) {
            return inflated.readAllBytes();
        } catch (IOException e) {
            throw new IOException("the gazetteer is not a whole gzip file: " + e.getMessage(), e);
        }
    }

    /** How many places it knows. */
    public int size() {
        return rows.length;
    }

    /** Why tables were left out, a line each. */
    public List<String> problems() {
        return problems;
    }

    /** The places within the radius of the center, at most {@code limit} of them, nearest first. */
    public List<Place> near(Position center, double radiusMetres, int limit) {
        return Arrays.stream(index.nearest(center, radiusMetres, limit))
                .mapToObj(this::place)
                .toList();
    }

    /** The place of a number, of which there are as many as places. */
    Place place(int number) {
        return reader.read(text(number), rows[number]);
    }

    /** How many people live there; 0 if that is unknown, or nobody does. */
    int population(int number) {
        return reader.population(text(number), rows[number]);
    }

    private byte[] text(int number) {
        int table = texts.length - 1;
        while (firsts[table] > number) {
            table--;
        }
        return texts[table];
    }
}
