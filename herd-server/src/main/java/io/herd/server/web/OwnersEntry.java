package io.herd.server.web;

import io.vertx.core.json.JsonObject;
import java.util.Map;

/**
 * What a server does for clients that other herds keep, and its form in JSON.
 *
 * @param herd the name of its own herd; empty where that keeps all clients
 * @param counters what became of commands about others' clients since the start, by the names of the counters
 */
public record OwnersEntry(String herd, Map<String, Long> counters) {
    /** That of a server whose herd keeps all clients, or whose version does not tell. */
    public static final OwnersEntry NONE = new OwnersEntry("", Map.of());

    JsonObject toJson() {
        return equals(NONE)
                ? new JsonObject()
                : new JsonObject().put("herd", herd).put("counters", JsonFields.counters(counters));
    }

    static OwnersEntry of(JsonFields fields) {
        return new OwnersEntry(fields.text("herd"), fields.counters("counters"));
    }
}
