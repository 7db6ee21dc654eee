package io.herd.server.places;

import io.herd.geo.Position;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads documents of Nearby Search in its legacy form. Sources are not believed: anything may stand behind a URL. */
record NearbyReader(Redaction redaction) {
    /** Throws {@link ClassCastException} if a field is not of the type that it should be. */
    NearbyDocument read(JsonObject answer, double completeRadius) {
        JsonArray attributions = array(answer, "html_attributions");
        JsonArray infoMessages = withoutKey(array(answer, "info_messages"));
        String errorMessage = redaction.clean((String) answer.getValue("error_message"));
        SearchStatus status = SearchStatus.of((String) answer.getValue("status"));
        List<FoundPlace> places = List.of();
        if (status == SearchStatus.OK) {
            places = HttpAnswer.objects(answer, "results")
                    .map(NearbyReader::place)
                    .filter(Objects::nonNull)
                    .toList();
            status = places.isEmpty() ? SearchStatus.ZERO_RESULTS : status;
        } else if (status != SearchStatus.ZERO_RESULTS && errorMessage == null) {
            errorMessage = status.advice();
        }
        return new NearbyDocument(attributions, places, completeRadius, status, errorMessage, infoMessages);
    }

    private static JsonArray array(JsonObject answer, String field) {
        JsonArray array = answer.getJsonArray(field);
        return array == null ? new JsonArray() : array;
    }

    /** A result as a place; null if it does not say where it is. */
    static @Nullable FoundPlace place(@Nullable JsonObject result) {
        JsonObject geometry = result == null ? null : result.getJsonObject("geometry");
        Position position = position(geometry == null ? null : geometry.getJsonObject("location"), "lat", "lng");
        return position == null ? null : FoundPlace.of(position, Objects.requireNonNull(result));
    }

    /** The position in these two fields; null where there is none on Earth. */
    static @Nullable Position position(@Nullable JsonObject location, String latitudeField, String longitudeField) {
        double latitude = number(location, latitudeField);
        double longitude = number(location, longitudeField);
        boolean onEarth = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
        return onEarth ? new Position(latitude, longitude) : null;
    }

    private static double number(@Nullable JsonObject object, String field) {
        Double number = object == null ? null : object.getDouble(field);
        return number == null ? Double.NaN : number;
    }

    private JsonArray withoutKey(JsonArray messages) {
        return new JsonArray(messages.stream()
                .map(message -> redaction.clean((String) message))
                .toList());
    }
}
