package io.herd.track;

import io.herd.protocol.Readings;
import org.jspecify.annotations.Nullable;

/**
 * Where something was at a time.
 *
 * @param client what the file calls it; null where the file does not
 * @param nanos POSIX time in ns, not negative
 * @param latitude degrees, from -90 to 90
 * @param longitude degrees, from -180 to 180
 */
public record TrackPoint(@Nullable String client, long nanos, double latitude, double longitude, Readings readings)
        implements TrackItem {
    public TrackPoint {
        if (nanos < 0 || !isOnEarth(latitude, longitude)) {
            throw new IllegalArgumentException("no such point: " + nanos + ", " + latitude + ", " + longitude);
        }
    }

    static boolean isOnEarth(double latitude, double longitude) {
        return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
    }

    /** Whether it tells of the same time and place. */
    public boolean isSameAs(TrackPoint other) {
        return nanos == other.nanos && latitude == other.latitude && longitude == other.longitude;
    }
}
