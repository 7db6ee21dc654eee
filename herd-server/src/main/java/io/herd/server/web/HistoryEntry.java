package io.herd.server.web;

import io.vertx.core.json.JsonObject;
import java.util.Map;

/**
 * The status of a server's history at one moment, and its form in JSON.
 *
 * @param directory where it is; empty if none is kept
 * @param isWell whether it takes what is to be acknowledged
 * @param problem why it cannot be written, for people; empty while it can
 * @param reports how many reports it holds
 * @param bytes about how many bytes of memory they take
 * @param diskBytes how many bytes its files have
 * @param counters what became of reports since the start, by the names of the counters
 */
public record HistoryEntry(
        String directory,
        boolean isWell,
        String problem,
        long reports,
        long bytes,
        long diskBytes,
        Map<String, Long> counters) {
    /** That of a server without one, or whose version does not tell. */
    public static final HistoryEntry NONE = new HistoryEntry("", false, "", 0, 0, 0, Map.of());

    public HistoryEntry {
        counters = Map.copyOf(counters);
    }

    JsonObject toJson() {
        return equals(NONE)
                ? new JsonObject()
                : new JsonObject()
                        .put("directory", directory)
                        .put("well", isWell)
                        .put("problem", problem)
                        .put("reports", reports)
                        .put("bytes", bytes)
                        .put("disk_bytes", diskBytes)
                        .put("counters", JsonFields.counters(counters));
    }

    static HistoryEntry of(JsonFields fields) {
        return new HistoryEntry(
                fields.text("directory"),
                fields.flag("well"),
                fields.text("problem"),
                fields.number("reports"),
                fields.number("bytes"),
                fields.number("disk_bytes"),
                fields.counters("counters"));
    }
}
