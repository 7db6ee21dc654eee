package io.herd.server.places;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.herd.geo.Position;
import io.herd.protocol.Bytes;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * A place in a provider's answer.
 *
 * @param id the provider's name for it; may be empty
 * @param json what it is, as a result of Nearby Search in its legacy form, in UTF-8
 */
record FoundPlace(Position position, String id, Bytes json) {
    /** Several times the size of real places. Every answer that waits to be written keeps its places in memory. */
    private static final int MOST_BYTES = 1 << 14;

    /** A place that is known to be valid. */
    static FoundPlace of(Position position, JsonObject result) {
        byte[] json = result.encode().getBytes(UTF_8);
        return new FoundPlace(position, result.getString("place_id", ""), Bytes.view(json, 0, json.length));
    }

    /**
     * A place from a provider; null if it has no name of one line, or is too long. Throws {@link
     * ClassCastException} on fields of other types.
     */
    static @Nullable FoundPlace read(Position position, JsonObject result) {
        // Not by getString, which converts values of any type.
        String name = (String) result.getValue("name");
        var _ = (String) result.getValue("place_id");
        var _ = (String) result.getValue("vicinity");
        var _ = result.getJsonArray("types");
        if (name == null || name.isBlank() || name.chars().anyMatch(FoundPlace::isControl)) {
            return null;
        }
        FoundPlace place = of(position, result);
        return place.json.length() <= MOST_BYTES ? place : null;
    }

    private static boolean isControl(int character) {
        int type = Character.getType(character);
        return type == Character.CONTROL || type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
    }
}
