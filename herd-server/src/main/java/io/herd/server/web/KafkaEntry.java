package io.herd.server.web;

import io.vertx.core.json.JsonObject;
import java.util.Map;

/**
 * The status of a server's bridge to Kafka at one moment, and its form in JSON.
 *
 * @param topic the topic; empty without Kafka
 * @param isUp whether records were acknowledged and read when that was last tried
 * @param problem why not, for people; empty if it is up
 * @param stateMillis for how long it has been up or away
 * @param owed how many records the server has accepted and the topic was not handed yet
 * @param inFlight how many records the topic has yet to acknowledge
 * @param doubtful of how many clients the topic may have an older record behind the newest
 * @param partitions how many partitions the server reads
 * @param lag how many records it has yet to read of them
 * @param counters what it published and read since the start, by the names of the counters
 */
public record KafkaEntry(
        String topic,
        boolean isUp,
        String problem,
        long stateMillis,
        long owed,
        long inFlight,
        long doubtful,
        long partitions,
        long lag,
        Map<String, Long> counters) {
    /** That of a server without one, or whose version does not tell. */
    public static final KafkaEntry NONE = new KafkaEntry("", false, "", 0, 0, 0, 0, 0, 0, Map.of());

    public KafkaEntry {
        counters = Map.copyOf(counters);
    }

    JsonObject toJson() {
        return equals(NONE)
                ? new JsonObject()
                : new JsonObject()
                        .put("topic", topic)
                        .put("up", isUp)
                        .put("problem", problem)
                        .put("state_ms", stateMillis)
                        .put("owed", owed)
                        .put("in_flight", inFlight)
                        .put("doubtful", doubtful)
                        .put("partitions", partitions)
                        .put("lag", lag)
                        .put("counters", JsonFields.counters(counters));
    }

    static KafkaEntry of(JsonFields fields) {
        return new KafkaEntry(
                fields.text("topic"),
                fields.flag("up"),
                fields.text("problem"),
                fields.number("state_ms"),
                fields.number("owed"),
                fields.number("in_flight"),
                fields.number("doubtful"),
                fields.number("partitions"),
                fields.number("lag"),
                fields.counters("counters"));
    }
}
