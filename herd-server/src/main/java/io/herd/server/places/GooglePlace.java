package io.herd.server.places;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Turns a place of Google's Places API (New) into a result of the legacy form, field by field. */
final class GooglePlace {
    private GooglePlace() {}

    /** Fields that it lacks are left out. Throws {@link ClassCastException} on fields of other types. */
    static JsonObject toLegacy(JsonObject place) {
        var legacy = new JsonObject();
        put(legacy, "business_status", text(place, "businessStatus"));
        put(legacy, "geometry", geometry(place));
        JsonObject displayName = place.getJsonObject("displayName");
        put(legacy, "name", displayName == null ? null : text(displayName, "text"));
        put(legacy, "place_id", text(place, "id"));
        put(legacy, "plus_code", plusCode(place.getJsonObject("plusCode")));
        put(legacy, "reference", text(place, "id"));
        legacy.put("scope", "GOOGLE");
        put(legacy, "types", place.getJsonArray("types", new JsonArray()));
        String address = text(place, "shortFormattedAddress");
        put(legacy, "vicinity", address == null ? text(place, "formattedAddress") : address);
        return legacy;
    }

    private static JsonObject geometry(JsonObject place) {
        var geometry = new JsonObject();
        put(geometry, "location", point(place.getJsonObject("location")));
        JsonObject viewport = place.getJsonObject("viewport");
        if (viewport != null) {
            var corners = new JsonObject();
            put(corners, "northeast", point(viewport.getJsonObject("high")));
            put(corners, "southwest", point(viewport.getJsonObject("low")));
            geometry.put("viewport", corners);
        }
        return geometry;
    }

    private static @Nullable JsonObject point(@Nullable JsonObject point) {
        if (point == null) {
            return null;
        }
        // A missing field means zero.
        return new JsonObject()
                .put("lat", Objects.requireNonNullElse(point.getNumber("latitude"), 0))
                .put("lng", Objects.requireNonNullElse(point.getNumber("longitude"), 0));
    }

    private static @Nullable JsonObject plusCode(@Nullable JsonObject code) {
        if (code == null) {
            return null;
        }
        var legacy = new JsonObject();
        put(legacy, "compound_code", text(code, "compoundCode"));
        put(legacy, "global_code", text(code, "globalCode"));
        return legacy;
    }

    /** {@link JsonObject#getString} would convert values of any type. */
    private static @Nullable String text(JsonObject object, String field) {
        return (String) object.getValue(field);
    }

    private static void put(JsonObject object, String field, @Nullable Object value) {
        if (value != null) {
            object.put(field, value);
        }
    }
}
