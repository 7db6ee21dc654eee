package io.herd.server.web;

import io.vertx.core.json.JsonObject;
import java.util.Map;

/**
 * The status of a server's link with a neighbour at one moment, and its form in JSON.
 *
 * @param state the state of the link that the server dials, in lower case
 * @param reason why the neighbour is away, for people; empty while it is not
 * @param accepted whether the neighbour's own link to the server is open
 * @param key tells the secret that proves the link which the server dials from others; empty while it is not open
 * @param previousKey whether that is the secret before the herd's
 * @param digestsCompared whether both ends of the link make their digests with the same key, so that they can compare them
 * @param pending of how many clients the neighbour has yet to be told
 * @param lagMillis for how long something has been pending without a break
 * @param stateMillis the time since the state last changed
 * @param counters counts of the links since the server started, by name
 */
public record LinkEntry(
        String neighbour,
        String state,
        String reason,
        boolean accepted,
        String key,
        boolean previousKey,
        boolean digestsCompared,
        long pending,
        long lagMillis,
        long stateMillis,
        Map<String, Long> counters) {

    JsonObject toJson() {
        return new JsonObject()
                .put("neighbour", neighbour)
                .put("state", state)
                .put("reason", reason)
                .put("accepted", accepted)
                .put("key", key)
                .put("previous_key", previousKey)
                .put("digests_compared", digestsCompared)
                .put("pending", pending)
                .put("lag_ms", lagMillis)
                .put("state_ms", stateMillis)
                .put("counters", JsonFields.counters(counters));
    }

    static LinkEntry of(JsonFields fields) {
        return new LinkEntry(
                fields.required("neighbour"),
                fields.text("state"),
                fields.text("reason"),
                fields.flag("accepted"),
                fields.text("key"),
                fields.flag("previous_key"),
                fields.flag("digests_compared"),
                fields.number("pending"),
                fields.number("lag_ms"),
                fields.number("state_ms"),
                fields.counters("counters"));
    }
}
