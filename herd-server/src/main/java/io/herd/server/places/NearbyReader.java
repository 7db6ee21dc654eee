package io.herd.server.places;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Comparator.comparingDouble;

import io.herd.geo.Position;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the answer of a source and keeps of it what was asked for. Sources are not believed: to Google a radius is no
 * bound, and anything may stand behind a URL.
 *
 * @param center of the search
 * @param radius in metres
 * @param limit how many results are kept
 * @param key is blotted out of messages; null if there is none
 */
record NearbyReader(
        Position center, double radius, int limit, @Nullable String key) {
    /** The answer; null if it is not one of a Nearby Search. */
    @Nullable
    NearbyDocument read(Buffer body) {
        try {
            return read(new JsonObject(body));
        } catch (DecodeException | ClassCastException e) {
            // The latter is how JsonObject says that a field is of another type.
            return null;
        }
    }

    private NearbyDocument read(JsonObject answer) {
        JsonArray attributions = array(answer, "html_attributions");
        JsonArray infoMessages = withoutKey(array(answer, "info_messages"));
        String errorMessage = withoutKey((String) answer.getValue("error_message"));
        SearchStatus status = SearchStatus.of((String) answer.getValue("status"));
        List<JsonObject> results = List.of();
        if (status == SearchStatus.OK) {
            results = nearest(array(answer, "results"));
            status = results.isEmpty() ? SearchStatus.ZERO_RESULTS : status;
        } else if (status != SearchStatus.ZERO_RESULTS && errorMessage == null) {
            errorMessage = status.advice();
        }
        return new NearbyDocument(attributions, results, status, errorMessage, infoMessages);
    }

    private static JsonArray array(JsonObject answer, String field) {
        JsonArray array = answer.getJsonArray(field);
        return array == null ? new JsonArray() : array;
    }

    private List<JsonObject> nearest(JsonArray results) {
        return results.stream()
                .map(JsonObject.class::cast)
                .map(result -> new Found(result, distance(result)))
                .filter(found -> found.distance <= radius)
                .sorted(comparingDouble(Found::distance))
                .limit(limit)
                .map(Found::result)
                .toList();
    }

    /** How far a result is; infinitely, if it does not say where it is. */
    private double distance(@Nullable JsonObject result) {
        JsonObject geometry = result == null ? null : result.getJsonObject("geometry");
        JsonObject location = geometry == null ? null : geometry.getJsonObject("location");
        double latitude = number(location, "lat");
        double longitude = number(location, "lng");
        boolean onEarth = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
        return onEarth ? center.distanceTo(new Position(latitude, longitude)) : Double.POSITIVE_INFINITY;
    }

    private static double number(@Nullable JsonObject object, String field) {
        Double number = object == null ? null : object.getDouble(field);
        return number == null ? Double.NaN : number;
    }

    private JsonArray withoutKey(JsonArray messages) {
        return new JsonArray(
                messages.stream().map(message -> withoutKey((String) message)).toList());
    }

    /** Google's messages do not quote the key, but a proxy's may quote the URL. */
    private @Nullable String withoutKey(@Nullable String message) {
        if (message == null || key == null) {
            return message;
        }
        return message.replace(key, "KEY").replace(URLEncoder.encode(key, UTF_8), "KEY");
    }

    private record Found(JsonObject result, double distance) {}
}
