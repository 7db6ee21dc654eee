package io.herd.server.places;

import static java.util.stream.Collectors.joining;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer of a Nearby Search, in Google's legacy form.
 *
 * @param attributions what must be shown with the results
 * @param results the places; none unless the status is OK
 * @param errorMessage for people; null if all is well
 * @param infoMessages for people, from the source
 */
record NearbyDocument(
        JsonArray attributions,
        List<JsonObject> results,
        SearchStatus status,
        @Nullable String errorMessage,
        JsonArray infoMessages) {

    /** Where each service of this form answers. */
    static final String PATH = "/maps/api/place/nearbysearch/json";

    /** What a search found, be it nothing. */
    static NearbyDocument found(JsonArray attributions, List<JsonObject> results) {
        SearchStatus status = results.isEmpty() ? SearchStatus.ZERO_RESULTS : SearchStatus.OK;
        return new NearbyDocument(attributions, results, status, null, new JsonArray());
    }

    /** Why there is no answer. */
    static NearbyDocument failed(SearchStatus status, String errorMessage) {
        return new NearbyDocument(new JsonArray(), List.of(), status, errorMessage, new JsonArray());
    }

    /** As JSON, compact but for a line a place, so that people can read it as it comes over the wire. */
    String text() {
        var text = new StringBuilder("{\"html_attributions\":").append(attributions.encode());
        text.append(",\"results\":[");
        if (!results.isEmpty()) {
            text.append(results.stream().map(JsonObject::encode).collect(joining(",\n", "\n", "")));
        }
        text.append("],\"status\":\"").append(status).append('"');
        if (errorMessage != null) {
            text.append(",\"error_message\":").append(Json.encode(errorMessage));
        }
        if (!infoMessages.isEmpty()) {
            text.append(",\"info_messages\":").append(infoMessages.encode());
        }
        return text.append('}').toString();
    }

    /** As much of it as may be kept of Google's places: their ids. Without places it is none of Google's content. */
    String textWithIdsOnly() {
        if (results.isEmpty()) {
            return text();
        }
        var ids = new JsonArray(
                results.stream().map(result -> result.getString("place_id", "")).toList());
        return new JsonObject().put("status", status).put("place_ids", ids).encode();
    }
}
