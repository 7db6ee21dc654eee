package io.herd.geo;

/** Arithmetic of the eight halves-by-halves of a cube. */
final class Octant {
    static final int COUNT = 8;

    private Octant() {}

    /** Which of the eight a point is in, given the cube's center. */
    static int of(int x, int y, int z, int centerX, int centerY, int centerZ) {
        return (x >= centerX ? 1 : 0) | (y >= centerY ? 2 : 0) | (z >= centerZ ? 4 : 0);
    }

    /** The same for a point at a place. */
    static int of(PointStore points, int place, int centerX, int centerY, int centerZ) {
        return of(points.x(place), points.y(place), points.z(place), centerX, centerY, centerZ);
    }

    /** How far its center is from the cube's, along each axis, given half of its own edge. */
    static int x(int octant, int half) {
        return (octant & 1) != 0 ? half : -half;
    }

    static int y(int octant, int half) {
        return (octant & 2) != 0 ? half : -half;
    }

    static int z(int octant, int half) {
        return (octant & 4) != 0 ? half : -half;
    }
}
