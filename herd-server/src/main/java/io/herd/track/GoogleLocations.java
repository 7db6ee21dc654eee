package io.herd.track;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Google's positions: those of Records.json, and both kinds of Timeline.json. Each method reads the object at which the parser stands. */
final class GoogleLocations {
    private static final double E7 = 1e7;
    private static final double NANOS_PER_MINUTE = 60e9;
    /** {@code 48.1371°, 11.5754°} of Android, and {@code geo:48.1371,11.5754} of iOS. */
    private static final Pattern LAT_LNG = Pattern.compile("(?:geo:)?(-?[0-9.]+)\u00b0?, *(-?[0-9.]+)\u00b0?");

    private GoogleLocations() {}

    /** An element of {@code locations}. */
    static TrackItem record(JsonParser json, String place) throws IOException {
        var draft = new PointDraft();
        JsonValues.eachField(json, (name, value) -> {
            switch (name) {
                case "latitudeE7" -> draft.latitude = JsonValues.number(value) / E7;
                case "longitudeE7" -> draft.longitude = JsonValues.number(value) / E7;
                case "timestamp", "timestampMs" -> draft.time(JsonValues.text(value));
                case "accuracy" -> draft.accuracy = JsonValues.number(value);
                case "altitude" -> draft.altitude = JsonValues.number(value);
                case "velocity" -> draft.speed = JsonValues.number(value);
                case "heading" -> draft.course = JsonValues.number(value);
                default -> {
                    // What Google thinks that one did there.
                }
            }
        });
        return draft.finish(place);
    }

    /**
     * An element of {@code timelinePath}.
     *
     * @param start when its segment begins, from which iOS counts minutes
     */
    static TrackItem pathPoint(JsonParser json, long start, String place) throws IOException {
        var draft = new PointDraft();
        JsonValues.eachField(json, (name, value) -> {
            switch (name) {
                case "point" -> position(draft, JsonValues.text(value));
                case "time" -> draft.time(JsonValues.text(value));
                case "durationMinutesOffsetFromStartTime" -> {
                    double minutes = JsonValues.number(value);
                    draft.nanos(
                            start < 0 || !(minutes >= 0)
                                    ? TrackTime.NONE
                                    : start + (long) (minutes * NANOS_PER_MINUTE));
                }
                default -> {
                    // The mode of travel.
                }
            }
        });
        return draft.finish(place);
    }

    /** A {@code position} among the raw signals. */
    static TrackItem rawPosition(JsonParser json, String place) throws IOException {
        var draft = new PointDraft();
        JsonValues.eachField(json, (name, value) -> {
            switch (name) {
                case "LatLng" -> position(draft, JsonValues.text(value));
                case "timestamp" -> draft.time(JsonValues.text(value));
                case "accuracyMeters" -> draft.accuracy = JsonValues.number(value);
                case "altitudeMeters" -> draft.altitude = JsonValues.number(value);
                case "speedMetersPerSecond" -> draft.speed = JsonValues.number(value);
                default -> {
                    // Where Google has it from.
                }
            }
        });
        return draft.finish(place);
    }

    private static void position(PointDraft draft, @Nullable String text) {
        Matcher matcher = LAT_LNG.matcher(text == null ? "" : text);
        if (matcher.matches()) {
            draft.latitude = PointDraft.number(matcher.group(1));
            draft.longitude = PointDraft.number(matcher.group(2));
        }
    }
}
