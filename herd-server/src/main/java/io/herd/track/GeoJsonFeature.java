package io.herd.track;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A feature of GeoJSON while it is read. Lines have their positions and times in lists apart, in either order, so these are kept: 16
 * bytes a point.
 */
final class GeoJsonFeature {
    private static final int MOST_POINTS = 1_000_000;
    /** Of one degree: a centimetre. */
    private static final double UNITS = 1e7;
    /** No position. */
    private static final int NOWHERE = Integer.MAX_VALUE;

    private static final List<String> NAMES = List.of("client", "device_id", "device", "vehicle_id", "vehicle");

    private final PointDraft single = new PointDraft();
    private @Nullable String client;
    private @Nullable String title;
    private int[] latitudes = new int[2];
    private int[] longitudes = new int[2];
    private int size;
    private long[] times = new long[2];
    private int timed;
    private int taken;

    /** Reads a geometry of any type: a position is an array of numbers, at whatever depth. */
    void geometry(JsonParser json) throws IOException {
        JsonValues.eachField(json, (name, value) -> {
            if (name.equals("coordinates") && value.isExpectedStartArrayToken()) {
                coordinates(value);
            }
        });
    }

    private void coordinates(JsonParser json) throws IOException {
        double[] position = {Double.NaN, Double.NaN};
        int numbers = 0;
        int depth = 1;
        while (depth > 0) {
            JsonToken token = json.nextToken();
            if (token == JsonToken.START_ARRAY) {
                depth++;
                numbers = 0;
            } else if (token == JsonToken.END_ARRAY) {
                depth--;
                if (numbers > 0) {
                    add(json, position[1], position[0]);
                }
                numbers = 0;
            } else if (token == null) {
                return;
            } else if (numbers < 2) {
                position[numbers++] = JsonValues.number(json);
            } else if (numbers++ == 2) {
                single.altitude = JsonValues.number(json);
            }
        }
    }

    private void add(JsonParser json, double latitude, double longitude) throws TrackException {
        checkRoom(json, size);
        if (size == latitudes.length) {
            latitudes = Arrays.copyOf(latitudes, 2 * size);
            longitudes = Arrays.copyOf(longitudes, 2 * size);
        }
        boolean isSound = TrackPoint.isOnEarth(latitude, longitude);
        latitudes[size] = isSound ? (int) Math.round(latitude * UNITS) : NOWHERE;
        longitudes[size++] = isSound ? (int) Math.round(longitude * UNITS) : NOWHERE;
    }

    private static void checkRoom(JsonParser json, int size) throws TrackException {
        if (size == MOST_POINTS) {
            throw new TrackException("line " + json.currentLocation().getLineNr()
                    + ": a feature of more than a million points; split it");
        }
    }

    /** Reads the properties, among them the times. */
    void properties(JsonParser json) throws IOException {
        JsonValues.eachField(json, this::property);
    }

    private void property(String name, JsonParser json) throws IOException {
        switch (name) {
            case "time", "timestamp" -> single.time(JsonValues.text(json));
            case "coordTimes" -> times(json);
            case "coordinateProperties" ->
                JsonValues.eachField(json, (inner, value) -> {
                    if (inner.equals("times")) {
                        times(value);
                    }
                });
            case "name" -> title = JsonValues.text(json);
            case "accuracy", "horizontal_accuracy" -> single.accuracy = JsonValues.number(json);
            case "altitude" -> single.altitude = JsonValues.number(json);
            case "speed" -> single.speed = JsonValues.number(json);
            case "course" -> single.course = JsonValues.number(json);
            default -> {
                if (NAMES.contains(name)) {
                    client = JsonValues.text(json);
                }
            }
        }
    }

    /** Reads times in an array, or in several within one. */
    private void times(JsonParser json) throws IOException {
        int depth = json.isExpectedStartArrayToken() ? 1 : 0;
        while (depth > 0) {
            JsonToken token = json.nextToken();
            if (token == JsonToken.START_ARRAY) {
                depth++;
            } else if (token == JsonToken.END_ARRAY) {
                depth--;
            } else if (token == null) {
                return;
            } else {
                checkRoom(json, timed);
                if (timed == times.length) {
                    times = Arrays.copyOf(times, 2 * timed);
                }
                String text = JsonValues.text(json);
                times[timed++] = text == null ? TrackTime.NONE : TrackTime.parse(text);
            }
        }
    }

    /**
     * The next point of the feature, once it is read; null if there are no more.
     *
     * @param number of the point in the file
     */
    @Nullable
    TrackItem next(long number) {
        if (taken == size) {
            return null;
        }
        boolean isPoint = size == 1 && timed == 0;
        PointDraft draft = isPoint ? single : new PointDraft();
        draft.client = client != null || isPoint ? client : title;
        if (!isPoint && taken < timed) {
            draft.nanos(times[taken]);
        }
        if (latitudes[taken] != NOWHERE) {
            draft.latitude = latitudes[taken] / UNITS;
            draft.longitude = longitudes[taken] / UNITS;
        }
        taken++;
        return draft.finish("point " + number);
    }
}
