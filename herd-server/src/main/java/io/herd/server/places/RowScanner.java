package io.herd.server.places;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.herd.geo.GridIndex;
import io.herd.protocol.Bytes;
import java.io.IOException;
import java.util.Map;

/** Iterates over the rows of a gazetteer's table and validates each, without creating objects. */
final class RowScanner {
    private static final int NAME = 1;
    private static final int LATITUDE = 2;
    private static final int LONGITUDE = 3;
    private static final int CODE = 4;
    private static final int COUNTRY = 5;
    private static final int REGION = 6;
    private static final int COLUMNS = 8;
    private static final int DECIMALS = 5;

    private static final String REGION_NAME = "ADM1";

    private final String table;
    private final byte[] text;
    /** Column {@code i} of the row lies from {@code bounds[i]} up to, not including, {@code bounds[i + 1] - 1}. */
    private final int[] bounds = new int[COLUMNS + 1];

    private int row;
    private int latitude;
    private int longitude;

    /**
     * A scanner before the first row.
     *
     * @param table what it is called in errors
     */
    RowScanner(String table, byte[] text) {
        this.table = table;
        this.text = text;
    }

    int countRows() {
        int count = text.length > 0 && text[text.length - 1] != '\n' ? 1 : 0;
        for (byte b : text) {
            if (b == '\n') {
                count++;
            }
        }
        return count;
    }

    /** Goes to the next row; false at the end. Throws if the row is none. */
    boolean next() throws IOException {
        int at = bounds[COLUMNS];
        if (at >= text.length) {
            return false;
        }
        row++;
        bounds[0] = at;
        int column = 0;
        for (; at < text.length && text[at] != '\n'; at++) {
            if (text[at] == '\t') {
                require(++column < COLUMNS, "more than " + COLUMNS + " columns");
                bounds[column] = at + 1;
            }
        }
        require(column == COLUMNS - 1, "fewer than " + COLUMNS + " columns");
        bounds[COLUMNS] = at + 1;
        require(bounds[NAME + 1] - 1 > bounds[NAME], "no name");
        latitude = units(LATITUDE, 90);
        longitude = units(LONGITUDE, 180);
        return true;
    }

    /** Where the row begins. */
    int start() {
        return bounds[0];
    }

    /** In the units of {@link GridIndex}. */
    int latitude() {
        return latitude;
    }

    /** In the units of {@link GridIndex}. */
    int longitude() {
        return longitude;
    }

    /** Whether the row is a place. Others name regions. */
    boolean isPlace() {
        return !column(CODE).is(REGION_NAME);
    }

    /** Puts the name of the region that the row names where {@link RowReader} looks for it. */
    void keepRegion(Map<String, String> names) {
        names.put(RowReader.regionKey(utf8(COUNTRY), utf8(REGION)), utf8(NAME));
    }

    /** Reads degrees with five decimals. */
    private int units(int column, int limit) throws IOException {
        int end = bounds[column + 1] - 1;
        int point = end - DECIMALS - 1;
        boolean negative = text[bounds[column]] == '-';
        int first = bounds[column] + (negative ? 1 : 0);
        boolean wellFormed = point > first && point <= first + 3 && text[point] == '.';
        int units = 0;
        for (int at = first; wellFormed && at < end; at++) {
            if (at != point) {
                wellFormed = text[at] >= '0' && text[at] <= '9';
                units = units * 10 + text[at] - '0';
            }
        }
        if (!wellFormed || units > limit * GridIndex.UNITS_PER_DEGREE) {
            throw bad("'" + column(column) + "' is not degrees with five decimals, " + limit + " at most");
        }
        return negative ? -units : units;
    }

    private String utf8(int column) {
        return new String(text, bounds[column], bounds[column + 1] - 1 - bounds[column], UTF_8);
    }

    private Bytes column(int column) {
        return Bytes.view(text, bounds[column], bounds[column + 1] - 1);
    }

    private void require(boolean holds, String otherwise) throws IOException {
        if (!holds) {
            throw bad(otherwise);
        }
    }

    private IOException bad(String problem) {
        return new IOException(table + ", row " + row + ": " + problem);
    }
}
