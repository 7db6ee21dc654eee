package io.herd.geo;

/**
 * A box in space: the part of the ball between two planes of latitude that is on the inner sides of two planes of longitude: of both,
 * if it is at most half around the Earth, or else of either.
 */
final class BoxRegion implements Region {
    private static final int HALF_AROUND = 180;
    private static final int AROUND = 360;
    /** Points are rounded, and nearer to a plane than this may be on the wrong side of it. */
    private static final int SLACK = 4;

    private final double south;
    private final double north;
    private final HalfPlane east;
    private final HalfPlane west;
    private final boolean isRound;
    private final boolean isWide;

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

    BoxRegion(Box box) {
        south = Math.sin(Math.toRadians(box.south())) * SpherePoint.RADIUS - SLACK;
        north = Math.sin(Math.toRadians(box.north())) * SpherePoint.RADIUS + SLACK;
        east = HalfPlane.eastOf(box.west());
        west = HalfPlane.westOf(box.east());
        isRound = box.width() >= AROUND;
        isWide = box.width() > HALF_AROUND;
    }

    @Override
    public boolean meets(double x, double y, double z, double half) {
        if (z + half < south || z - half > north) {
            return false;
        }
        boolean isEast = east.meets(x, y, half);
        boolean isWest = west.meets(x, y, half);
        return isRound || (isWide ? isEast || isWest : isEast && isWest);
    }
}
