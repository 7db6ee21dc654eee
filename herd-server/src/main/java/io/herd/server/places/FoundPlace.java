package io.herd.server.places;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.herd.geo.Position;
import io.herd.protocol.Bytes;
import io.vertx.core.json.JsonObject;

/**
 * A place that a source told of.
 *
 * @param id the source's name for it; may be empty
 * @param json what it is, as a result of Nearby Search in its legacy form, in UTF-8
 */
record FoundPlace(Position position, String id, Bytes json) {
    static FoundPlace of(Position position, JsonObject result) {
        byte[] json = result.encode().getBytes(UTF_8);
        return new FoundPlace(position, result.getString("place_id", ""), Bytes.view(json, 0, json.length));
    }
}
