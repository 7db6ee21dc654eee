package io.herd.server.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/**
 * The status of a server at one moment, and its form in JSON.
 *
 * @param root the root of the server's Merkle tree, as 16 hexadecimal digits: servers with equal roots have equal states
 * @param clients how many clients the server knows
 * @param uptimeMillis the time since the server started
 * @param links the status of the link with each neighbour
 * @param commands counts of clients' commands and connections since it started, by name
 * @param places counts of searches for places since it started, by name
 * @param logLinesDropped how many lines its log lacks, by reason
 */
public record ServerStatus(
        String server,
        String root,
        long clients,
        long uptimeMillis,
        List<LinkEntry> links,
        Map<String, Long> commands,
        Map<String, Long> places,
        Map<String, Long> logLinesDropped) {

    public ServerStatus {
        if (!root.matches("[0-9a-f]{16}")) {
            throw new IllegalArgumentException("expected root to be 16 hexadecimal digits");
        }
    }

    /** The document of {@code /status}. */
    public JsonObject toJson() {
        return new JsonObject()
                .put("server", server)
                .put("root", root)
                .put("clients", clients)
                .put("uptime_ms", uptimeMillis)
                .put(
                        "links",
                        new JsonArray(links.stream().map(LinkEntry::toJson).toList()))
                .put("commands", JsonFields.counters(commands))
                .put("places", JsonFields.counters(places))
                .put("log_lines_dropped", JsonFields.counters(logLinesDropped));
    }

    /**
     * Reads a document of {@code /status}, of this version or another: unknown fields are ignored, missing ones are empty
     * or zero.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static ServerStatus of(JsonObject json) {
        var fields = new JsonFields(json);
        return new ServerStatus(
                fields.required("server"),
                fields.required("root"),
                fields.number("clients"),
                fields.number("uptime_ms"),
                fields.objects("links").map(LinkEntry::of).toList(),
                fields.counters("commands"),
                fields.counters("places"),
                fields.counters("log_lines_dropped"));
    }
}
