package io.herd.geo;

/**
 * A position as a point of a ball's surface in space, where neither poles nor the antimeridian are special, and who is nearer is
 * a matter of straight lines. In units of 6 mm: the Earth's radius is 2^30 of them.
 */
record SpherePoint(int x, int y, int z) {
    /** The radius of the ball in units. */
    static final int RADIUS = 1 << 30;

    static SpherePoint of(Position position) {
        double latitude = Math.toRadians(position.latitude());
        double longitude = Math.toRadians(position.longitude());
        double fromAxis = Math.cos(latitude);
        return new SpherePoint(
                scaled(fromAxis * Math.cos(longitude)),
                scaled(fromAxis * Math.sin(longitude)),
                scaled(Math.sin(latitude)));
    }

    /** The position of a point near the surface. */
    static Position position(double x, double y, double z) {
        return new Position(Math.toDegrees(Math.atan2(z, Math.hypot(x, y))), Math.toDegrees(Math.atan2(y, x)));
    }

    private static int scaled(double coordinate) {
        return (int) Math.rint(coordinate * RADIUS);
    }

    /** The square of the straight line to another point, in units. */
    double squareTo(int otherX, int otherY, int otherZ) {
        double dx = (double) x - otherX;
        double dy = (double) y - otherY;
        double dz = (double) z - otherZ;
        return dx * dx + dy * dy + dz * dz;
    }

    /** The square of the straight line to the nearest point of a cube, given its center and half of its edge. */
    double squareToCube(double centerX, double centerY, double centerZ, double half) {
        double dx = beyond(x, centerX, half);
        double dy = beyond(y, centerY, half);
        double dz = beyond(z, centerZ, half);
        return dx * dx + dy * dy + dz * dz;
    }

    private static double beyond(double coordinate, double middle, double half) {
        return Math.max(0, Math.abs(coordinate - middle) - half);
    }

    /** The square of the straight line between two points that are so many metres apart on the surface. */
    static double square(double metres) {
        double angle = metres / Position.EARTH_RADIUS;
        double line = 2 * Math.sin(angle / 2) * RADIUS;
        return angle < Math.PI ? line * line : Double.POSITIVE_INFINITY;
    }
}
