package io.herd.server.web;

import com.fasterxml.jackson.core.JsonGenerator;
import io.herd.geo.CellCounts;
import io.herd.protocol.Bytes;
import io.herd.protocol.FenceName;
import io.herd.protocol.Report;
import io.herd.server.fence.FenceEvent;
import io.herd.server.watch.Change;
import io.herd.server.watch.Interest;
import io.herd.server.watch.Presence;
import io.herd.state.HerdState;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the text messages of a WebSocket, each without its {@linkplain #head head}, which differs from client to client. */
final class JsonEvents {
    static final String TOO_MANY = "too many clients are there";

    private final HerdState state;

    JsonEvents(HerdState state) {
        this.state = state;
    }

    /** How the messages about a subscription begin. */
    static String head(String id) {
        String object = JsonDocument.of(json -> {
                    json.writeStartObject();
                    json.writeStringField("id", id);
                    json.writeEndObject();
                })
                .toString();
        return object.substring(0, object.length() - 1) + ",";
    }

    /** What is to be said of clients that have changed. */
    Buffer changes(Interest interest, Map<Bytes, Presence> clients) {
        return rest(json -> {
            json.writeStringField("event", "changes");
            json.writeArrayFieldStart("changes");
            for (Map.Entry<Bytes, Presence> each : clients.entrySet()) {
                json.writeStartObject();
                write(interest.change(state, each.getKey(), each.getValue()), each.getKey(), json);
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private void write(Change change, Bytes client, JsonGenerator json) throws IOException {
        switch (change) {
            case Change.Reported(var report) -> {
                json.writeStringField("event", "report");
                ReportJson.writeMembers(report, state, json);
            }
            case Change.Left _ -> {
                json.writeStringField("event", "left");
                ReportJson.writeClient(client, json);
            }
            case Change.Gone _ -> {
                json.writeStringField("event", "gone");
                ReportJson.writeClient(client, json);
            }
        }
    }

    /** How many clients are where. */
    static Buffer cells(CellCounts cells) {
        return rest(json -> {
            json.writeStringField("event", "cells");
            json.writeFieldName(Interests.BOX);
            Interests.writeBox(cells.box(), json);
            json.writeNumberField("columns", cells.columns());
            json.writeNumberField("rows", cells.rows());
            json.writeFieldName("counts");
            json.writeArray(cells.counts(), 0, cells.counts().length);
        });
    }

    /** Which clients were in a fence when its subscription began. */
    static Buffer inside(FenceName fence, List<Report> clients) {
        return rest(json -> {
            json.writeStringField("event", "fences");
            json.writeArrayFieldStart("events");
            for (Report each : clients) {
                FenceEventJson.writeInside(fence, each, json);
            }
            json.writeEndArray();
        });
    }

    /** What has happened at fences. */
    static Buffer happened(List<FenceEvent> events) {
        return rest(json -> {
            json.writeStringField("event", "fences");
            FenceEventJson.writeAll(events, json);
        });
    }

    /** All that was known of a subscription has been told. */
    static Buffer ready() {
        return rest(json -> json.writeStringField("event", "ready"));
    }

    /** A subscription has ended. */
    static Buffer ended() {
        return rest(json -> {
            json.writeStringField("event", "ended");
            json.writeStringField("detail", TOO_MANY);
        });
    }

    /**
     * A message was refused.
     *
     * @param id what it was to subscribe to; null if it was no such message
     */
    static String error(@Nullable String id, HttpRefusal reason, String detail) {
        return JsonDocument.of(json -> {
                    json.writeStartObject();
                    if (id != null) {
                        json.writeStringField("id", id);
                    }
                    json.writeStringField("event", "error");
                    json.writeStringField("reason", reason.code());
                    json.writeStringField("detail", detail);
                    json.writeEndObject();
                })
                .toString();
    }

    /** Members of an object, and its end, but not its beginning. */
    private static Buffer rest(JsonDocument.Content members) {
        Buffer object = JsonDocument.of(json -> {
            json.writeStartObject();
            members.write(json);
            json.writeEndObject();
        });
        return object.slice(1, object.length());
    }
}
