package io.herd.geo;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What lies within a ring of positions, but not within others inside it, which are holes. Sides are straight in degrees, as GeoJSON has
 * them, and go the shorter way around the Earth; a polygon may so contain the antimeridian, but no pole.
 */
public final class Polygon implements Area {
    /** How many positions all its rings may have together. */
    public static final int MOST_POSITIONS = 300;

    private static final int FEWEST_OF_RING = 3;
    private static final int HALF_AROUND = 180;
    private static final int AROUND = 360;

    private final List<List<Position>> rings;
    private final Side[] sides;
    private final double south;
    private final double north;
    /** Degrees of longitude from -180 to 180. */
    private final double west;
    /** No less than the west, so perhaps more than 180. */
    private final double east;

    /** @param rings the outer one first, none of them with its first position again at its end */
    public Polygon(List<List<Position>> rings) {
        String problem = problem(rings);
        if (problem != null) {
            throw new IllegalArgumentException(problem);
        }
        this.rings = rings.stream().map(List::copyOf).toList();
        sides = sides(this.rings);
        south = Arrays.stream(sides).mapToDouble(Side::fromLatitude).min().orElseThrow();
        north = Arrays.stream(sides).mapToDouble(Side::fromLatitude).max().orElseThrow();
        west = Arrays.stream(sides).mapToDouble(Side::fromLongitude).min().orElseThrow();
        east = Arrays.stream(sides).mapToDouble(Side::fromLongitude).max().orElseThrow();
    }

    /** Why there is no polygon of these rings; null if there is. */
    public static @Nullable String problem(List<List<Position>> rings) {
        int positions = rings.stream().mapToInt(List::size).sum();
        if (rings.isEmpty() || rings.stream().anyMatch(ring -> ring.size() < FEWEST_OF_RING)) {
            return "a polygon has a ring or more, each of at least " + FEWEST_OF_RING + " different positions";
        }
        if (positions > MOST_POSITIONS) {
            return "a polygon has at most " + MOST_POSITIONS + " positions";
        }
        Side[] sides = sides(rings);
        double width = Arrays.stream(sides)
                        .mapToDouble(Side::fromLongitude)
                        .max()
                        .orElseThrow()
                - Arrays.stream(sides).mapToDouble(Side::fromLongitude).min().orElseThrow();
        boolean isFlat =
                Arrays.stream(sides).mapToDouble(Side::fromLatitude).distinct().count() == 1;
        boolean isClosed = rings.stream().allMatch(Polygon::isClosed);
        return width > 0 && width < HALF_AROUND && !isFlat && isClosed
                ? null
                : "a polygon is neither a line, nor around a pole, nor half around the Earth";
    }

    /** Whether a ring comes back to its first position without going around a pole. */
    private static boolean isClosed(List<Position> ring) {
        Side[] sides = sides(List.of(ring));
        return sides[0].fromLongitude == sides[sides.length - 1].toLongitude;
    }

    /** The sides of all rings; their longitudes go on beyond 180 and -180. */
    private static Side[] sides(List<List<Position>> rings) {
        Position first = rings.getFirst().getFirst();
        return rings.stream()
                .flatMap(ring -> {
                    var sides = new Side[ring.size()];
                    double longitude = near(ring.getFirst().longitude(), first.longitude());
                    for (int i = 0; i < sides.length; i++) {
                        Position from = ring.get(i);
                        Position to = ring.get((i + 1) % sides.length);
                        double next = near(to.longitude(), longitude);
                        sides[i] = new Side(from.latitude(), longitude, to.latitude(), next);
                        longitude = next;
                    }
                    return Arrays.stream(sides);
                })
                .toArray(Side[]::new);
    }

    /** The longitude, perhaps once around the Earth more or less, that is next to another. */
    private static double near(double longitude, double other) {
        double near = longitude;
        while (near - other > HALF_AROUND) {
            near -= AROUND;
        }
        while (other - near > HALF_AROUND) {
            near += AROUND;
        }
        return near;
    }

    /** The rings, the outer one first, none of them with its first position again at its end. */
    public List<List<Position>> rings() {
        return rings;
    }

    private double middle() {
        return (west + east) / 2;
    }

    @Override
    public boolean contains(Position position) {
        double latitude = position.latitude();
        if (latitude < south || latitude > north) {
            return false;
        }
        double longitude = near(position.longitude(), middle());
        return longitude >= west && longitude <= east && isWithin(latitude, longitude);
    }

    /** Whether an odd number of sides is east of a point. */
    private boolean isWithin(double latitude, double longitude) {
        boolean isWithin = false;
        for (Side side : sides) {
            isWithin ^= side.isEastOf(latitude, longitude);
        }
        return isWithin;
    }

    @Override
    public double distanceTo(Position position) {
        return contains(position) ? 0 : borderDistance(position);
    }

    /** How far it is from a position to the nearest side, in metres. */
    private double borderDistance(Position position) {
        double longitude = near(position.longitude(), middle());
        double nearest = Double.POSITIVE_INFINITY;
        for (Side side : sides) {
            nearest = Math.min(nearest, side.distance(position.latitude(), longitude));
        }
        return nearest;
    }

    @Override
    public boolean isCutBy(Position from, Position to) {
        if (contains(from) || contains(to)) {
            return true;
        }
        double start = near(from.longitude(), middle());
        var way = new Side(from.latitude(), start, to.latitude(), near(to.longitude(), start));
        return Arrays.stream(sides).anyMatch(way::meets);
    }

    @Override
    public double radius() {
        Box box = bounds();
        return Position.distance(box.south(), box.west(), box.north(), box.east()) / 2;
    }

    @Override
    public Box bounds() {
        return new Box(near(west, 0), south, near(east, 0), north);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Polygon that && rings.equals(that.rings);
    }

    @Override
    public int hashCode() {
        return rings.hashCode();
    }

    @Override
    public String toString() {
        return "Polygon" + Collections.unmodifiableList(rings);
    }

    /** A side in degrees. */
    private record Side(double fromLatitude, double fromLongitude, double toLatitude, double toLongitude) {
        /** Whether a way due east from a point crosses it. */
        boolean isEastOf(double latitude, double longitude) {
            boolean isPassed = (fromLatitude > latitude) != (toLatitude > latitude);
            return isPassed
                    && longitude
                            < fromLongitude
                                    + (toLongitude - fromLongitude)
                                            * (latitude - fromLatitude)
                                            / (toLatitude - fromLatitude);
        }

        /** How far a point is, in metres, as on a map around that point. */
        double distance(double latitude, double longitude) {
            double perDegree = Math.toRadians(1) * Position.EARTH_RADIUS;
            double perDegreeEast = perDegree * Math.cos(Math.toRadians(latitude));
            double fromX = (fromLongitude - longitude) * perDegreeEast;
            double fromY = (fromLatitude - latitude) * perDegree;
            double x = (toLongitude - fromLongitude) * perDegreeEast;
            double y = (toLatitude - fromLatitude) * perDegree;
            double square = x * x + y * y;
            double part = square == 0 ? 0 : Math.clamp(-(fromX * x + fromY * y) / square, 0, 1);
            return Math.hypot(fromX + part * x, fromY + part * y);
        }

        /** Whether it has a point in common with another one. */
        boolean meets(Side other) {
            double fromThis = turn(other.fromLatitude, other.fromLongitude);
            double toThis = turn(other.toLatitude, other.toLongitude);
            double fromOther = other.turn(fromLatitude, fromLongitude);
            double toOther = other.turn(toLatitude, toLongitude);
            return fromThis * toThis <= 0 && fromOther * toOther <= 0 && overlaps(other);
        }

        /** On which side of its line a point is: positive, negative, or 0. */
        private double turn(double latitude, double longitude) {
            return (toLongitude - fromLongitude) * (latitude - fromLatitude)
                    - (toLatitude - fromLatitude) * (longitude - fromLongitude);
        }

        /** Whether the boxes around both meet, for sides on the same line. */
        private boolean overlaps(Side other) {
            return Math.max(fromLatitude, toLatitude) >= Math.min(other.fromLatitude, other.toLatitude)
                    && Math.max(other.fromLatitude, other.toLatitude) >= Math.min(fromLatitude, toLatitude)
                    && Math.max(fromLongitude, toLongitude) >= Math.min(other.fromLongitude, other.toLongitude)
                    && Math.max(other.fromLongitude, other.toLongitude) >= Math.min(fromLongitude, toLongitude);
        }
    }
}
