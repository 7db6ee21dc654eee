package io.herd.server.web;

import io.vertx.core.json.JsonObject;
import java.util.Map;

/**
 * How a server's certificates stand at one moment, and its form in JSON.
 *
 * @param expirySeconds in how many seconds the first of them expires
 * @param problem why changed certificates are not used, for people; empty if they are
 * @param counters what became of handshakes and changed certificates since the start, by the names of the counters
 */
public record TlsEntry(long expirySeconds, String problem, Map<String, Long> counters) {
    /** That of a server that speaks no TLS, or whose version does not tell. */
    public static final TlsEntry NONE = new TlsEntry(0, "", Map.of());

    JsonObject toJson() {
        return equals(NONE)
                ? new JsonObject()
                : new JsonObject()
                        .put("certificate_expires_s", expirySeconds)
                        .put("problem", problem)
                        .put("counters", JsonFields.counters(counters));
    }

    static TlsEntry of(JsonFields fields) {
        return new TlsEntry(
                fields.number("certificate_expires_s"), fields.text("problem"), fields.counters("counters"));
    }
}
