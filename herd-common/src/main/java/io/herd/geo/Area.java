package io.herd.geo;

/** A part of the Earth's surface with a border. */
public sealed interface Area permits Circle, Polygon {
    /** Whether a position is in it. */
    boolean contains(Position position);

    /** How far outside a position is, in metres: 0 inside. Exact to a percent as long as that is less than some 100 km. */
    double distanceTo(Position position);

    /** Whether the straight way from one position to another touches it. Means little if that is longer than some 100 km. */
    boolean isCutBy(Position from, Position to);

    /** The radius of a circle, or of the circle around a polygon's box, in metres. */
    double radius();

    /** The smallest box around it, or a little more. */
    Box bounds();
}
