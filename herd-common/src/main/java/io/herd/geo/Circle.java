package io.herd.geo;

/**
 * All that is no farther from a center than a radius.
 *
 * @param radius in metres
 */
public record Circle(Position center, double radius) implements Area {
    /** The largest radius, in metres. */
    public static final int MOST_RADIUS = 1_000_000;

    private static final int POLE = 90;
    private static final int HALF_AROUND = 180;
    private static final int AROUND = 360;
    /** So much larger is the box, so that rounding leaves nothing outside. */
    private static final double SLACK = 1e-9;

    public Circle {
        if (!isValid(radius)) {
            throw new IllegalArgumentException("no such radius: " + radius);
        }
    }

    /** Whether there may be a circle of a radius in metres. */
    public static boolean isValid(double radius) {
        return radius > 0 && radius <= MOST_RADIUS;
    }

    @Override
    public boolean contains(Position position) {
        return center.distanceTo(position) <= radius;
    }

    @Override
    public double distanceTo(Position position) {
        return Math.max(0, center.distanceTo(position) - radius);
    }

    @Override
    public boolean isCutBy(Position from, Position to) {
        return contains(from) || contains(to) || GreatCircle.distance(center, from, to) <= radius;
    }

    @Override
    public Box bounds() {
        return bounds(center, radius);
    }

    /** The smallest box around a circle of any radius in metres, or a little more. */
    public static Box bounds(Position center, double radius) {
        double angle = Math.toDegrees(radius / Position.EARTH_RADIUS) + SLACK;
        double south = center.latitude() - angle;
        double north = center.latitude() + angle;
        double sine = Math.sin(Math.toRadians(angle)) / Math.cos(Math.toRadians(center.latitude()));
        if (south <= -POLE || north >= POLE || sine >= 1) {
            return new Box(-HALF_AROUND, Math.max(south, -POLE), HALF_AROUND, Math.min(north, POLE));
        }
        double width = Math.toDegrees(Math.asin(sine)) + SLACK;
        return new Box(wrapped(center.longitude() - width), south, wrapped(center.longitude() + width), north);
    }

    private static double wrapped(double longitude) {
        return longitude < -HALF_AROUND ? longitude + AROUND : longitude > HALF_AROUND ? longitude - AROUND : longitude;
    }
}
