package io.herd.server.places;

import io.herd.protocol.Bytes;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;

/** A validated table of places in memory. Rows are kept as bytes. */
final class Table {
    private static final int UNITS_PER_SPOT = 1_000;
    private static final int SPOTS_AROUND = 36_000;

    private final byte[] text;
    private final int[] starts;
    private final int[] latitudes;
    private final int[] longitudes;

    private Table(byte[] text, int[] starts, int[] latitudes, int[] longitudes) {
        this.text = text;
        this.starts = starts;
        this.latitudes = latitudes;
        this.longitudes = longitudes;
    }

    /**
     * Checks every row of a table as gazetteer/README.md describes it, and keeps those of places.
     *
     * @param name what the table is called in errors
     * @param regions receives the names of regions in the table
     * @throws IOException if it is no such table; names the row, counted from 1
     */
    static Table read(String name, byte[] text, Map<String, String> regions) throws IOException {
        var scanner = new RowScanner(name, text);
        int[] starts = new int[scanner.countRows()];
        int[] latitudes = new int[starts.length];
        int[] longitudes = new int[starts.length];
        int size = 0;
        while (scanner.next()) {
            if (scanner.isPlace()) {
                starts[size] = scanner.start();
                latitudes[size] = scanner.latitude();
                longitudes[size] = scanner.longitude();
                size++;
            } else {
                scanner.keepRegion(regions);
            }
        }
        return new Table(
                text, Arrays.copyOf(starts, size), Arrays.copyOf(latitudes, size), Arrays.copyOf(longitudes, size));
    }

    byte[] text() {
        return text;
    }

    /** How many places it has. */
    int size() {
        return starts.length;
    }

    /** Where in the text the row of a place begins. */
    int start(int place) {
        return starts[place];
    }

    /** In the units of {@link io.herd.geo.GridIndex}. */
    int latitude(int place) {
        return latitudes[place];
    }

    /** In the units of {@link io.herd.geo.GridIndex}. */
    int longitude(int place) {
        return longitudes[place];
    }

    /** The place's number at GeoNames; -1 if it has none. */
    int geonameId(int place) {
        int id = 0;
        int at = starts[place];
        for (; text[at] >= '0' && text[at] <= '9' && id < Integer.MAX_VALUE / 10; at++) {
            id = id * 10 + text[at] - '0';
        }
        return at > starts[place] && text[at] == '\t' ? id : -1;
    }

    /** The same number for places of one name and one kind within about a kilometre of one another. */
    long likeness(int place) {
        int name = endOfColumn(starts[place]) + 1;
        int endOfName = endOfColumn(name);
        int code = endOfColumn(endOfColumn(endOfName + 1) + 1) + 1;
        int hash = Bytes.view(text, name, endOfName).hashCode();
        int spot = spot(latitudes[place]) * SPOTS_AROUND + spot(longitudes[place]);
        return (long) (hash * 31 + kind(code)) << 32 | Integer.toUnsignedLong(spot);
    }

    /** The first letters of GeoNames' code distinguish a town from its station, but not a town from a larger one. */
    private int kind(int code) {
        return text[code] << 8 | text[code + 1];
    }

    private static int spot(int units) {
        return Math.floorDiv(units, UNITS_PER_SPOT);
    }

    private int endOfColumn(int at) {
        int end = at;
        while (text[end] != '\t') {
            end++;
        }
        return end;
    }
}
