package io.herd.geo;

/** The shortest way between two positions on the sphere. */
public final class GreatCircle {
    private GreatCircle() {}

    /** A vector in space. */
    private record Vector(double x, double y, double z) {
        static Vector of(Position position) {
            double latitude = Math.toRadians(position.latitude());
            double longitude = Math.toRadians(position.longitude());
            double fromAxis = Math.cos(latitude);
            return new Vector(fromAxis * Math.cos(longitude), fromAxis * Math.sin(longitude), Math.sin(latitude));
        }

        Vector cross(Vector other) {
            return new Vector(y * other.z - z * other.y, z * other.x - x * other.z, x * other.y - y * other.x);
        }

        Vector times(double factor) {
            return new Vector(x * factor, y * factor, z * factor);
        }

        Vector plus(Vector other) {
            return new Vector(x + other.x, y + other.y, z + other.z);
        }

        Position position() {
            return new Position(Math.toDegrees(Math.atan2(z, Math.hypot(x, y))), Math.toDegrees(Math.atan2(y, x)));
        }

        double dot(Vector other) {
            return x * other.x + y * other.y + z * other.z;
        }

        double length() {
            return Math.sqrt(dot(this));
        }
    }

    /**
     * The position on the way from one to another; of positions opposite to one another, on any of their ways.
     *
     * @param part how much of the way lies behind, from 0 to 1
     */
    public static Position between(Position from, Position to, double part) {
        Vector start = Vector.of(from);
        Vector end = Vector.of(to);
        double angle = Math.atan2(start.cross(end).length(), start.dot(end));
        double sine = Math.sin(angle);
        return sine == 0
                ? from
                : start.times(Math.sin((1 - part) * angle))
                        .plus(end.times(Math.sin(part * angle)))
                        .position();
    }

    /** How far a position is from the way from one to another, in metres. */
    static double distance(Position position, Position from, Position to) {
        Vector point = Vector.of(position);
        Vector start = Vector.of(from);
        Vector end = Vector.of(to);
        Vector normal = start.cross(end);
        boolean isBeside =
                start.cross(point).dot(normal) > 0 && point.cross(end).dot(normal) > 0;
        if (!isBeside) {
            return Math.min(position.distanceTo(from), position.distanceTo(to));
        }
        double sine = Math.abs(point.dot(normal)) / normal.length();
        return Position.EARTH_RADIUS * Math.asin(Math.min(1, sine));
    }
}
