package io.herd.server.web;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/**
 * The status of a server at one moment, and its form in JSON.
 *
 * @param root the digest of all that the server knows, as 16 hexadecimal digits: servers of one root know the same
 * @param digestKey tells the key of the digest from others; roots of different keys say nothing about each other
 * @param horizonMillis what the server has forgotten is older: POSIX time in ms; -1 while it is just forgetting more
 * @param clients how many clients the server knows
 * @param tombstones how many deleted clients it remembers as deleted
 * @param uptimeMillis for how long the server has been there
 * @param journal how its journal stands
 * @param history how its history stands
 * @param kafka how its bridge to Kafka stands
 * @param fences how many fences it knows
 * @param webhooks how each of its webhooks stands
 * @param links how it stands with each of its neighbours
 * @param commands what clients asked of it since it started, by the names of the counters
 * @param places what it asked of Places since it started, and how that was answered, by the names of the counters
 * @param logLinesDropped how many lines its log lacks, by the reason
 * @param tls how its certificates stand
 * @param owners what it does for clients that other herds keep
 */
public record ServerStatus(
        String server,
        String root,
        String digestKey,
        long horizonMillis,
        long clients,
        long tombstones,
        long uptimeMillis,
        JournalEntry journal,
        HistoryEntry history,
        KafkaEntry kafka,
        long fences,
        List<HookEntry> webhooks,
        List<LinkEntry> links,
        Map<String, Long> commands,
        Map<String, Long> places,
        Map<String, Long> logLinesDropped,
        TlsEntry tls,
        OwnersEntry owners) {

    public ServerStatus {
        if (!root.matches("[0-9a-f]{16}")) {
            throw new IllegalArgumentException("expected root to be 16 hexadecimal digits");
        }
    }

    /** Why it cannot write what is to be acknowledged, for people; empty while it can. */
    public String problem() {
        return journal.problem().isEmpty() ? history.problem() : journal.problem();
    }

    /** The document of {@code /status}. */
    public JsonObject toJson() {
        return new JsonObject()
                .put("server", server)
                .put("root", root)
                .put("digest_key", digestKey)
                .put("horizon_ms", horizonMillis)
                .put("clients", clients)
                .put("tombstones", tombstones)
                .put("uptime_ms", uptimeMillis)
                .put("journal", journal.toJson())
                .put("history", history.toJson())
                .put("kafka", kafka.toJson())
                .put("fences", fences)
                .put(
                        "webhooks",
                        new JsonArray(webhooks.stream().map(HookEntry::toJson).toList()))
                .put(
                        "links",
                        new JsonArray(links.stream().map(LinkEntry::toJson).toList()))
                .put("commands", JsonFields.counters(commands))
                .put("places", JsonFields.counters(places))
                .put("log_lines_dropped", JsonFields.counters(logLinesDropped))
                .put("tls", tls.toJson())
                .put("owners", owners.toJson());
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
                fields.text("digest_key"),
                fields.number("horizon_ms"),
                fields.number("clients"),
                fields.number("tombstones"),
                fields.number("uptime_ms"),
                JournalEntry.of(fields.object("journal")),
                HistoryEntry.of(fields.object("history")),
                KafkaEntry.of(fields.object("kafka")),
                fields.number("fences"),
                fields.objects("webhooks").map(HookEntry::of).toList(),
                fields.objects("links").map(LinkEntry::of).toList(),
                fields.counters("commands"),
                fields.counters("places"),
                fields.counters("log_lines_dropped"),
                TlsEntry.of(fields.object("tls")),
                OwnersEntry.of(fields.object("owners")));
    }
}
