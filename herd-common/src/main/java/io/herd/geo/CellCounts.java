package io.herd.geo;

import java.util.stream.IntStream;

/**
 * How many points are in each cell of a grid over a box.
 *
 * @param columns how many cells there are from west to east, all of the same width in degrees
 * @param rows how many there are from south to north, all of the same height in degrees
 * @param counts row by row from the south, and each from the west
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
public record CellCounts(Box box, int columns, int rows, int[] counts) {
    private static final int CIRCLE = 360;

    /** An empty grid. */
    public CellCounts(Box box, int columns, int rows) {
        this(box, columns, rows, new int[columns * rows]);
    }

    /** How many points there are in all cells. */
    public long total() {
        return IntStream.of(counts).asLongStream().sum();
    }

    /** Adds points that are at a position in the box, or near it: they belong to the nearest cell. */
    void add(double latitude, double longitude, int points) {
        int row = cell((latitude - box.south()) / (box.north() - box.south()), rows);
        double east = Math.IEEEremainder(longitude - box.west() - box.width() / 2, CIRCLE) + box.width() / 2;
        int column = cell(east / box.width(), columns);
        counts[row * columns + column] += points;
    }

    /** Which of some cells a part of their whole length is in. */
    private static int cell(double part, int cells) {
        return (int) Math.clamp(Math.floor(part * cells), 0, cells - 1);
    }
}
