package io.herd.server.web;

import com.fasterxml.jackson.core.JsonGenerator;
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

    /**
     * Events in one document, in their order.
     *
     * @param sender the server that sends it
     */
    public static Buffer document(String sender, List<FenceEvent> events) {
        return JsonDocument.of(json -> {
            json.writeStartObject();
            json.writeStringField("sender", sender);
            json.writeArrayFieldStart("events");
            for (FenceEvent each : events) {
                write(each, json);
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }
}
