package io.herd.server.web;

import com.fasterxml.jackson.core.JsonGenerator;
import io.herd.protocol.FenceName;
import io.herd.protocol.Report;
import io.herd.server.fence.FenceEvent;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;

/** What happens at fences as JSON. */
public final class FenceEventJson {
    private FenceEventJson() {}

    static void write(FenceEvent event, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", event.id());
        json.writeStringField("event", event.kind().text());
        json.writeStringField("fence", event.fence().name().text());
        ReportJson.writeMembers(event.cause(), json);
        json.writeEndObject();
    }

    /** Writes a member with events, in their order. */
    static void writeAll(List<FenceEvent> events, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("events");
        for (FenceEvent each : events) {
            write(each, json);
        }
        json.writeEndArray();
    }

    /** A client was in a fence when its subscription began. */
    static void writeInside(FenceName fence, Report report, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("event", "inside");
        json.writeStringField("fence", fence.text());
        ReportJson.writeMembers(report, json);
        json.writeEndObject();
    }

    /**
     * Events in one document, in their order.
     *
     * @param sender the server that sends it
     */
    public static Buffer document(String sender, List<FenceEvent> events) {
        return JsonDocument.of(json -> {
            json.writeStartObject();
            json.writeStringField("sender", sender);
            writeAll(events, json);
            json.writeEndObject();
        });
    }
}
