package io.herd.server.web;

import io.herd.geo.Area;
import io.herd.geo.Circle;
import io.herd.geo.Polygon;
import io.herd.geo.Position;
import io.herd.protocol.AreaWord;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the area of a fence: a circle as an object with a position and a radius in kilometres, or a polygon as a geometry of GeoJSON, alone
 * or in a feature.
 */
final class FenceReader {
    private static final int METRES = 1_000;
    private static final int POLE = 90;
    private static final int DATE_LINE = 180;

    private FenceReader() {}

    /** What became of a body. */
    sealed interface Outcome {
        /** An area as servers keep it, its positions rounded. */
        record Sound(Area area) implements Outcome {}

        /**
         * A body that gives no area.
         *
         * @param detail why not
         */
        record Refused(HttpRefusal reason, String detail) implements Outcome {}
    }

    static Outcome read(Buffer body) {
        JsonObject json;
        try {
            json = new JsonObject(body);
        } catch (DecodeException | ClassCastException _) {
            return new Outcome.Refused(HttpRefusal.MALFORMED_BODY, "expected an object in JSON");
        }
        try {
            Area kept = AreaWord.parse(AreaWord.of(area(json)));
            return kept == null ? malformed("the area is too small") : new Outcome.Sound(kept);
        } catch (IllegalArgumentException e) {
            return malformed(String.valueOf(e.getMessage()));
        }
    }

    private static Outcome malformed(String detail) {
        return new Outcome.Refused(HttpRefusal.MALFORMED_FENCE, detail);
    }

    /** The area; throws an {@link IllegalArgumentException} where there is none, whose message says what was expected. */
    private static Area area(JsonObject json) {
        if (json.getValue("geometry") instanceof JsonObject geometry) {
            return area(geometry);
        } else if (json.containsKey("coordinates")) {
            return polygon(json);
        }
        double latitude = number("latitude", json.getValue("latitude"), POLE);
        double longitude = number("longitude", json.getValue("longitude"), DATE_LINE);
        double radius = number("radius", json.getValue("radius"), Circle.MOST_RADIUS / METRES) * METRES;
        if (!Circle.isValid(radius)) {
            throw new IllegalArgumentException(
                    "radius: expected kilometres above 0 and up to " + Circle.MOST_RADIUS / METRES);
        }
        return new Circle(new Position(latitude, longitude), radius);
    }

    private static double number(String name, @Nullable Object value, int limit) {
        double number = value instanceof Number given ? given.doubleValue() : Double.NaN;
        if (!(Math.abs(number) <= limit)) {
            throw new IllegalArgumentException(name + ": expected a number of at most " + limit
                    + "; a fence has latitude, longitude and radius, or is a polygon of GeoJSON");
        }
        return number;
    }

    private static Polygon polygon(JsonObject geometry) {
        if (!"Polygon".equals(geometry.getValue("type"))) {
            throw new IllegalArgumentException("type: expected Polygon, which may have holes");
        }
        List<List<Position>> rings = new ArrayList<>();
        for (Object ring : array(geometry.getValue("coordinates"))) {
            List<Position> positions = new ArrayList<>();
            for (Object each : array(ring)) {
                positions.add(position(array(each)));
            }
            // GeoJSON has the first position of a ring again at its end.
            if (positions.size() > 1 && positions.getFirst().equals(positions.getLast())) {
                positions.removeLast();
            }
            rings.add(positions);
        }
        return new Polygon(rings);
    }

    private static JsonArray array(@Nullable Object value) {
        if (value instanceof JsonArray array) {
            return array;
        }
        throw new IllegalArgumentException(
                "coordinates: expected a list of rings, each a list of [longitude, latitude]");
    }

    private static Position position(JsonArray pair) {
        if (pair.size() < 2) {
            throw new IllegalArgumentException("coordinates: expected [longitude, latitude]");
        }
        double longitude = number("coordinates", pair.getValue(0), DATE_LINE);
        return new Position(number("coordinates", pair.getValue(1), POLE), longitude);
    }
}
