package io.herd.track;

import io.herd.protocol.Readings;
import org.jspecify.annotations.Nullable;

/** What a file has said of a point so far. */
final class PointDraft {
    @Nullable
    String client;

    double latitude = Double.NaN;
    double longitude = Double.NaN;
    double accuracy = Double.NaN;
    double altitude = Double.NaN;
    double speed = Double.NaN;
    double course = Double.NaN;
    private long nanos;
    private @Nullable Flaw timeFlaw = Flaw.NO_TIME;

    /** Takes a time as the file writes it; null or blank for none. */
    void time(@Nullable String text) {
        if (text != null && !text.isBlank()) {
            nanos(TrackTime.parse(text));
        }
    }

    /** Takes a time in ns, or {@link TrackTime#NONE} where it is malformed. */
    void nanos(long time) {
        nanos = time;
        timeFlaw = time < 0 ? Flaw.BAD_TIME : null;
    }

    /** The point, or why there is none. */
    TrackItem finish(String place) {
        if (!TrackPoint.isOnEarth(latitude, longitude)) {
            return new SkippedPoint(Flaw.NO_POSITION, place);
        } else if (timeFlaw != null) {
            return new SkippedPoint(timeFlaw, place);
        }
        return new TrackPoint(
                client, nanos, latitude, longitude, new Readings(accuracy, altitude, speed, course, Double.NaN, ""));
    }

    /** A number as a file writes it; NaN where it is none. */
    static double number(@Nullable String text) {
        try {
            return text == null ? Double.NaN : Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
