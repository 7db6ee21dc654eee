package io.herd.server.places;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Answers as Google's Places API (New) does: of each place only the fields in the request's mask, and HTTP 400 to a mask
 * that is missing, has spaces or names a field that there is not.
 */
final class FakeGoogle implements Handler<HttpServerRequest> {
    /** The fields of the price class Pro, and of those below it, that Google's price list names for Nearby Search. */
    static final Set<String> PRO = Set.of(
            "accessibilityOptions",
            "addressComponents",
            "adrFormatAddress",
            "attributions",
            "businessStatus",
            "displayName",
            "formattedAddress",
            "googleMapsUri",
            "iconBackgroundColor",
            "iconMaskBaseUri",
            "id",
            "location",
            "name",
            "photos",
            "plusCode",
            "primaryType",
            "primaryTypeDisplayName",
            "shortFormattedAddress",
            "subDestinations",
            "types",
            "utcOffsetMinutes",
            "viewport");

    private static final Set<String> DEARER =
            Set.of("rating", "userRatingCount", "priceLevel", "websiteUri", "currentOpeningHours", "reviews");

    private final List<JsonObject> places;
    private final Set<String> asked = ConcurrentHashMap.newKeySet();

    /** Knows places, with all their fields. */
    FakeGoogle(JsonObject... places) {
        this.places = List.of(places);
    }

    /** The fields that were in the masks so far. */
    Set<String> asked() {
        return asked;
    }

    @Override
    public void handle(HttpServerRequest request) {
        String mask = request.getHeader("X-Goog-FieldMask");
        List<String> fields = Arrays.asList((mask == null ? "" : mask).split(",", -1));
        if (!fields.stream().allMatch(FakeGoogle::exists)) {
            String error = "{\"error\":{\"code\":400,\"status\":\"INVALID_ARGUMENT\",\"message\":\"the field mask\"}}";
            request.response().setStatusCode(400).end(error);
            return;
        }
        var masked = new JsonArray();
        for (JsonObject place : places) {
            var kept = new JsonObject();
            place.stream()
                    .filter(field -> fields.contains("places." + field.getKey()))
                    .forEach(field -> kept.put(field.getKey(), field.getValue()));
            masked.add(kept);
        }
        fields.forEach(field -> asked.add(field.substring("places.".length())));
        request.response()
                .end(
                        places.isEmpty()
                                ? "{}"
                                : new JsonObject().put("places", masked).encode());
    }

    private static boolean exists(String field) {
        String name = field.replaceFirst("^places\\.", "");
        return field.startsWith("places.") && (PRO.contains(name) || DEARER.contains(name));
    }
}
