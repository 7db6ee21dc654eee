package io.herd.geo;

import java.util.Arrays;

/**
 * One search of a {@link PointTree} in a box. In space, a box is the part of the ball between two planes of latitude that is on the
 * inner sides of two planes of longitude: of both, if it is at most half around the Earth, or else of either.
 */
final class BoxSearch {
    private static final int HALF_AROUND = 180;
    private static final int AROUND = 360;
    /** Points are rounded, and nearer to a plane than this may be on the wrong side of it. */
    private static final int SLACK = 4;

    private final PointTree tree;
    private final PointStore points;
    private final double south;
    private final double north;
    private final HalfPlane east;
    private final HalfPlane west;
    private final boolean isRound;
    private final boolean isWide;
    private long[] keys = new long[16];
    private int found;

    /** The points for which {@code x * this.x + y * this.y} is not negative. */
    private record HalfPlane(double x, double y) {
        static HalfPlane eastOf(double longitude) {
            double angle = Math.toRadians(longitude);
            return new HalfPlane(-Math.sin(angle), Math.cos(angle));
        }

        static HalfPlane westOf(double longitude) {
            double angle = Math.toRadians(longitude);
            return new HalfPlane(Math.sin(angle), -Math.cos(angle));
        }

        /** Whether it has a part of a square, or for a half of 0 of a point. */
        boolean meets(double centerX, double centerY, double half) {
            return centerX * x + centerY * y + half * (Math.abs(x) + Math.abs(y)) >= -SLACK;
        }
    }

    BoxSearch(PointTree tree, Box box) {
        this.tree = tree;
        this.points = tree.points();
        south = Math.sin(Math.toRadians(box.south())) * SpherePoint.RADIUS - SLACK;
        north = Math.sin(Math.toRadians(box.north())) * SpherePoint.RADIUS + SLACK;
        east = HalfPlane.eastOf(box.west());
        west = HalfPlane.westOf(box.east());
        isRound = box.width() >= AROUND;
        isWide = box.width() > HALF_AROUND;
    }

    long[] keys(int limit) {
        search(0, 0, 0, 0, SpherePoint.RADIUS, limit);
        return Arrays.copyOf(keys, found);
    }

    private void search(int cell, int x, int y, int z, int half, int limit) {
        if (found == limit || tree.count(cell) == 0 || !meets(x, y, z, half)) {
            return;
        }
        if (!tree.isDivided(cell)) {
            searchPoints(cell, limit);
            return;
        }
        int quarter = half / 2;
        for (int octant = 0; octant < Octant.COUNT; octant++) {
            search(
                    tree.children(cell) + octant,
                    x + Octant.x(octant, quarter),
                    y + Octant.y(octant, quarter),
                    z + Octant.z(octant, quarter),
                    quarter,
                    limit);
        }
    }

    private void searchPoints(int cell, int limit) {
        // All blocks but the first are full.
        int inBlock = (tree.count(cell) - 1) % PointStore.BLOCK + 1;
        for (int block = tree.firstBlock(cell); block != PointStore.NONE; block = points.next(block)) {
            for (int number = 0; number < inBlock && found < limit; number++) {
                int place = PointStore.place(block, number);
                if (meets(points.x(place), points.y(place), points.z(place), 0)) {
                    add(points.key(place));
                }
            }
            inBlock = PointStore.BLOCK;
        }
    }

    private void add(long key) {
        if (found == keys.length) {
            keys = Arrays.copyOf(keys, 2 * found);
        }
        keys[found++] = key;
    }

    /** Whether the box may have a part of a cube, or for a half of 0 of a point. */
    private boolean meets(double x, double y, double z, double half) {
        if (z + half < south || z - half > north) {
            return false;
        }
        boolean isEast = east.meets(x, y, half);
        boolean isWest = west.meets(x, y, half);
        return isRound || (isWide ? isEast || isWest : isEast && isWest);
    }
}
