package io.herd.track;

import java.time.Instant;

/** Points as the line protocol has them. */
public final class IamatLine {
    private IamatLine() {}

    /** What follows the client in an IAMAT: {@code +34.06893-118.445127 1520023934.5}. */
    public static String locationAndTime(TrackPoint point, long nanos) {
        return signed(point.latitude()) + signed(point.longitude()) + " " + seconds(nanos);
    }

    /** The same of a position at a time. */
    public static String locationAndTime(double latitude, double longitude, Instant time) {
        return signed(latitude) + signed(longitude) + " " + seconds(TrackTime.of(time));
    }

    private static String signed(double degrees) {
        String decimal = Decimals.of(degrees);
        return decimal.startsWith("-") ? decimal : "+" + decimal;
    }

    private static String seconds(long nanos) {
        String whole = Long.toString(nanos / TrackTime.NANOS);
        long fraction = nanos % TrackTime.NANOS;
        return fraction == 0
                ? whole
                : whole + "."
                        + Long.toString(TrackTime.NANOS + fraction).substring(1).replaceFirst("0+$", "");
    }
}
