package io.herd.server.http;

import io.vertx.core.json.JsonObject;
import java.util.Map;

/**
 * The status of a server's link with a neighbour at one moment, and its form in JSON.
 *
 * @param state the state of the link that the server dials, in lower case
 * @param reason why the neighbour is away, for people; empty while it is not
 * @param accepted whether the neighbour's own link to the server is open
 * @param pending how many clients' newest reports have yet to be sent to the neighbour
 * @param lagMillis for how long something has been pending without a break
 * @param stateMillis the time since the state last changed
 * @param counters counts of the links since the server started, by name
 */
public record LinkEntry(
        String neighbour,
        String state,
        String reason,
        boolean accepted,
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
                fields.number("pending"),
                fields.number("lag_ms"),
                fields.number("state_ms"),
                fields.counters("counters"));
    }
}
