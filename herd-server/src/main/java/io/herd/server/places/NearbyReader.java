package io.herd.server.places;

import io.herd.geo.Position;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Reads documents of Nearby Search in its legacy form. Providers are not trusted: a URL may lead to any service.
 *
 * @param leftOut counts the records that cannot be read
 */
record NearbyReader(Redaction redaction, LongAdder leftOut) {
    /**
     * The document of a successful search; null for a failed one. Throws {@link ClassCastException} if a field is
     * not of the type that it should be.
     */
    @Nullable
    NearbyDocument read(JsonObject answer, double completeRadius) {
        if (!SearchStatus.of((String) answer.getValue("status")).isSuccess()) {
            return null;
        }
        PlaceRecords records = PlaceRecords.read(answer.getJsonArray("results"), NearbyReader::place);
        leftOut.add(records.leftOut());
        JsonArray attributions = array(answer, "html_attributions");
        NearbyDocument found = NearbyDocument.found(attributions, records.places(), completeRadius);
        return found.withInfo(withoutKey(array(answer, "info_messages")));
    }

    private static JsonArray array(JsonObject answer, String field) {
        JsonArray array = answer.getJsonArray(field);
        return array == null ? new JsonArray() : array;
    }

    /**
     * A result as a place; null if it does not say what or where it is. Throws {@link ClassCastException} on fields of
     * other types.
     */
    static @Nullable FoundPlace place(JsonObject result) {
        JsonObject geometry = result.getJsonObject("geometry");
        Position position = position(geometry == null ? null : geometry.getJsonObject("location"), "lat", "lng");
        return position == null ? null : FoundPlace.read(position, result);
    }

    /** The position in these two fields; null where there is none on Earth. */
    static @Nullable Position position(@Nullable JsonObject location, String latitudeField, String longitudeField) {
        double latitude = number(location, latitudeField);
        double longitude = number(location, longitudeField);
        boolean onEarth = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
        return onEarth ? new Position(latitude, longitude) : null;
    }

    private static double number(@Nullable JsonObject object, String field) {
        Number number = object == null ? null : (Number) object.getValue(field);
        return number == null ? Double.NaN : number.doubleValue();
    }

    private JsonArray withoutKey(JsonArray messages) {
        return new JsonArray(messages.stream()
                .filter(String.class::isInstance)
                .map(message -> redaction.clean((String) message))
                .toList());
    }
}
