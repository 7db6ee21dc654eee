package io.herd.server.places;

import io.herd.geo.GridIndex;
import io.herd.geo.Position;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/**
 * The towns and airports of the world, in memory: 17 MB. A row of the file stays the bytes that it is until it is
 * answered. Immutable.
 */
public final class Gazetteer {
    private static final String EMBEDDED = "gazetteer.tsv.gz";
    private static final int BUFFER_BYTES = 1 << 16;

    private final byte[] text;
    /** Where in the text the row of each place begins. */
    private final int[] rows;

    private final GridIndex index;
    private final RowReader reader = new RowReader();

    private Gazetteer(byte[] text) throws IOException {
        this.text = text;
        var scanner = new RowScanner(text);
        int[] starts = new int[scanner.countRows()];
        int[] latitudes = new int[starts.length];
        int[] longitudes = new int[starts.length];
        int size = 0;
        while (scanner.next()) {
            if (scanner.isThere()) {
                starts[size] = scanner.start();
                latitudes[size] = scanner.latitude();
                longitudes[size] = scanner.longitude();
                size++;
            }
        }
        rows = Arrays.copyOf(starts, size);
        index = new GridIndex(Arrays.copyOf(latitudes, size), Arrays.copyOf(longitudes, size));
    }

    /** Loads the gazetteer that the server carries within itself, on a worker thread. */
    public static Future<Gazetteer> load(Vertx vertx) {
        return vertx.executeBlocking(Gazetteer::load).map(Objects::requireNonNull);
    }

    /**
     * Loads the gazetteer that the server carries within itself. Blocks for some tenths of a second.
     *
     * @throws UncheckedIOException if this build carries none, or a broken one
     */
    public static Gazetteer load() {
        try (InputStream gzipped = Gazetteer.class.getResourceAsStream(EMBEDDED)) {
            if (gzipped == null) {
                throw new FileNotFoundException("this build of the server carries no " + EMBEDDED);
            }
            return load(gzipped);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Loads a gzipped table as gazetteer/README.md describes it. Blocks.
     *
     * @throws IOException if it is no such table; names the row, counted from 1
     */
    public static Gazetteer load(InputStream gzipped) throws IOException {
        return new Gazetteer(inflate(gzipped));
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

    /** The places within the radius of the center, at most {@code limit} of them, nearest first. */
    public List<Place> near(Position center, double radiusMetres, int limit) {
        return Arrays.stream(index.nearest(center, radiusMetres, limit))
                .mapToObj(number -> reader.read(text, rows[number]))
                .toList();
    }
}
