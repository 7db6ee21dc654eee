package io.herd.geo;

/**
 * What lies between two meridians and two parallels, these included. It goes from west to east, so it contains the antimeridian if
 * the west is the greater.
 *
 * @param west degrees of longitude, from -180 to 180
 * @param south degrees of latitude, from -90 to 90
 * @param east degrees of longitude, from -180 to 180
 * @param north degrees of latitude, no less than the south
 */
public record Box(double west, double south, double east, double north) {
    private static final int CIRCLE = 360;

    public Box {
        if (!isValid(west, south, east, north)) {
            throw new IllegalArgumentException("no such box: " + west + ", " + south + ", " + east + ", " + north);
        }
    }

    /** Whether there is such a box. */
    public static boolean isValid(double west, double south, double east, double north) {
        return Math.abs(west) <= 180 && Math.abs(east) <= 180 && south >= -90 && south <= north && north <= 90;
    }

    /** How many degrees it goes from west to east. */
    double width() {
        return west <= east ? east - west : east - west + CIRCLE;
    }

    /** Whether a position is in it. The antimeridian is at -180 and at 180 alike. */
    public boolean contains(Position position) {
        double latitude = position.latitude();
        double longitude = position.longitude();
        boolean isBetween = hasMeridian(longitude) || (Math.abs(longitude) == CIRCLE / 2.0 && hasMeridian(-longitude));
        return south <= latitude && latitude <= north && isBetween;
    }

    private boolean hasMeridian(double longitude) {
        return west <= east ? west <= longitude && longitude <= east : west <= longitude || longitude <= east;
    }
}
