package io.herd.geo;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A spatial index of points that never move. Points are known by their numbers, counted from 0 in the order
 * they were given. They lie in memory by cells of 0.1 degrees, row by row from the south pole and within a row
 * eastwards from the antimeridian, so that the points of neighbouring cells are one run of an array. Immutable, eight
 * bytes a point.
 */
public final class GridIndex {
    /** How many units of this index make a degree. */
    public static final int UNITS_PER_DEGREE = 100_000;

    private static final int UNITS_PER_CELL = UNITS_PER_DEGREE / 10;
    private static final int POLE = 90 * UNITS_PER_DEGREE;
    private static final int ANTIMERIDIAN = 180 * UNITS_PER_DEGREE;
    private static final int LAST_ROW = 2 * POLE / UNITS_PER_CELL;
    private static final int COLUMNS = 2 * ANTIMERIDIAN / UNITS_PER_CELL;

    /** Cells are looked through this much further than asked, so that rounding misses no point on the edge. */
    private static final double MARGIN_METRES = 1;

    /** The first radius of a search for the nearest: few cells are smaller. */
    private static final double FIRST_METRES = 3_000;

    /** No two points are farther apart. */
    private static final double HALF_AROUND_METRES = Math.PI * Position.EARTH_RADIUS + MARGIN_METRES;

    private final int[] latitudes;
    private final int[] longitudes;
    /** The number of the point at each place; null where the points were given in the order of their cells. */
    private final int @Nullable [] numbers;

    /**
     * An index of the points at these latitudes and longitudes, in units of 0.00001 degrees. The arrays are the
     * index's from now on. Points in the order of their cells are taken as they lie; others are sorted first.
     */
    public GridIndex(int[] latitudes, int[] longitudes) {
        requirePoints(latitudes, longitudes);
        if (isInOrder(latitudes, longitudes)) {
            this.latitudes = latitudes;
            this.longitudes = longitudes;
            this.numbers = null;
        } else {
            int[] order = inOrder(latitudes, longitudes);
            this.latitudes =
                    Arrays.stream(order).map(number -> latitudes[number]).toArray();
            this.longitudes =
                    Arrays.stream(order).map(number -> longitudes[number]).toArray();
            this.numbers = order;
        }
    }

    private static void requirePoints(int[] latitudes, int[] longitudes) {
        if (latitudes.length != longitudes.length) {
            throw new IllegalArgumentException(latitudes.length + " latitudes, " + longitudes.length + " longitudes");
        }
        for (int i = 0; i < latitudes.length; i++) {
            if (Math.absExact(latitudes[i]) > POLE || Math.absExact(longitudes[i]) > ANTIMERIDIAN) {
                throw new IllegalArgumentException("no such point: " + latitudes[i] + ", " + longitudes[i]);
            }
        }
    }

    private static boolean isInOrder(int[] latitudes, int[] longitudes) {
        for (int i = 1; i < latitudes.length; i++) {
            if (cell(latitudes[i - 1], longitudes[i - 1]) > cell(latitudes[i], longitudes[i])) {
                return false;
            }
        }
        return true;
    }

    private static int[] inOrder(int[] latitudes, int[] longitudes) {
        long[] keys = new long[latitudes.length];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = (long) cell(latitudes[i], longitudes[i]) << 32 | i;
        }
        Arrays.sort(keys);
        return Arrays.stream(keys).mapToInt(key -> (int) key).toArray();
    }

    /** 180 degrees east is 180 degrees west, and in the first column of its row. */
    private static int cell(int latitude, int longitude) {
        return (latitude + POLE) / UNITS_PER_CELL * COLUMNS + (longitude + ANTIMERIDIAN) / UNITS_PER_CELL % COLUMNS;
    }

    /**
     * The numbers of the points within the radius of the center, at most {@code limit} of them, nearest first; of
     * points equally far, in the order of their numbers. Meant for small limits: a high one takes long.
     */
    public int[] nearest(Position center, double radiusMetres, int limit) {
        int most = Math.clamp(limit, 0, latitudes.length);
        // Where points are dense, enough of them are close by.
        double farthest = Math.min(radiusMetres, HALF_AROUND_METRES);
        for (double near = FIRST_METRES; near < farthest / 2; near *= 4) {
            int[] found = within(center, near, most);
            if (found.length == most) {
                return found;
            }
        }
        return within(center, farthest, most);
    }

    private int[] within(Position center, double radiusMetres, int limit) {
        var nearest = new NearestFew(radiusMetres, limit);
        double reach = (radiusMetres + MARGIN_METRES) / Position.EARTH_RADIUS;
        double reachNorth = Math.toDegrees(reach);
        double reachEast = reachEast(Math.toRadians(center.latitude()), reach);
        int firstRow = Math.max(0, index(center.latitude() - reachNorth + 90));
        int lastRow = Math.min(LAST_ROW, index(center.latitude() + reachNorth + 90));
        int west = index(center.longitude() - reachEast + 180);
        int east = index(center.longitude() + reachEast + 180);
        boolean around = east - west >= COLUMNS;
        int first = around ? 0 : Math.floorMod(west, COLUMNS);
        int last = around ? COLUMNS - 1 : Math.floorMod(east, COLUMNS);
        for (int row = firstRow; row <= lastRow; row++) {
            if (first <= last) {
                offer(row, first, last, center, nearest);
            } else {
                offer(row, first, COLUMNS - 1, center, nearest);
                offer(row, 0, last, center, nearest);
            }
        }
        return nearest.numbers();
    }

    /** How many degrees of longitude a circle spreads either way; it meets every meridian if a pole lies within. */
    private static double reachEast(double latitude, double reach) {
        boolean overPole = Math.abs(latitude) + reach >= Math.PI / 2;
        return overPole ? 180 : Math.toDegrees(Math.asin(Math.min(1, Math.sin(reach) / Math.cos(latitude))));
    }

    /** The row or column that lies so many degrees from the first one's edge. */
    private static int index(double degrees) {
        return (int) Math.floor(degrees * UNITS_PER_DEGREE / UNITS_PER_CELL);
    }

    private void offer(int row, int firstColumn, int lastColumn, Position center, NearestFew nearest) {
        int end = firstFrom(row * COLUMNS + lastColumn + 1);
        for (int i = firstFrom(row * COLUMNS + firstColumn); i < end; i++) {
            double latitude = (double) latitudes[i] / UNITS_PER_DEGREE;
            double longitude = (double) longitudes[i] / UNITS_PER_DEGREE;
            double distance = Position.distance(center.latitude(), center.longitude(), latitude, longitude);
            nearest.offer(numbers == null ? i : numbers[i], distance);
        }
    }

    /** Where the points of this cell and the cells behind it begin. */
    private int firstFrom(int cell) {
        int low = 0;
        int high = latitudes.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (cell(latitudes[middle], longitudes[middle]) < cell) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
