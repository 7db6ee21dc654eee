package io.herd.geo;

/**
 * A point on the Earth's surface.
 *
 * @param latitude degrees, north positive, from -90 to 90
 * @param longitude degrees, east positive, from -180 to 180
 */
public record Position(double latitude, double longitude) {
    /** Half around the Earth at the equator, in km, rounded: nothing is farther from anything. */
    public static final int FARTHEST_KM = 20_037;

    /** The Earth's mean radius (IUGG), in metres. */
    public static final double EARTH_RADIUS = 6_371_008.8;

    public Position {
        if (!(Math.abs(latitude) <= 90) || !(Math.abs(longitude) <= 180)) {
            throw new IllegalArgumentException("no such position: " + latitude + ", " + longitude);
        }
    }

    /** The great-circle distance to another point in metres, on a sphere: within 0.6 % of the true one. */
    public double distanceTo(Position other) {
        return distance(latitude, longitude, other.latitude, other.longitude);
    }

    /** The same for positions that are no objects. */
    static double distance(double latitude, double longitude, double otherLatitude, double otherLongitude) {
        double from = Math.toRadians(latitude);
        double to = Math.toRadians(otherLatitude);
        double halfLatitude = Math.sin((to - from) / 2);
        double halfLongitude = Math.sin(Math.toRadians(otherLongitude - longitude) / 2);
        double haversine = halfLatitude * halfLatitude + Math.cos(from) * Math.cos(to) * halfLongitude * halfLongitude;
        return 2 * EARTH_RADIUS * Math.asin(Math.min(1, Math.sqrt(haversine)));
    }
}
