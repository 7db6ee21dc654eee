package io.herd.geo;

/** A part of space in which points are searched for. */
@FunctionalInterface
interface Region {
    /** Whether it may have a part of a cube, given its center and half of its edge; of a point, exactly, where that is 0. */
    boolean meets(double x, double y, double z, double half);
}
