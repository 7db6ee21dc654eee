package io.herd.server.web;

import io.herd.protocol.FenceName;
import io.herd.protocol.Report;
import io.herd.server.fence.FenceEvent;
import io.vertx.core.buffer.Buffer;

/** Writes what happens at fences as server-sent events. */
final class FenceEventWriter {
    private FenceEventWriter() {}

    /** The event, with its id, so that a client can drop doubles. */
    static Buffer event(FenceEvent event) {
        Buffer data = JsonDocument.of(json -> FenceEventJson.write(event, json));
        return Buffer.buffer("id: " + event.id() + "\n")
                .appendBuffer(EventWriter.event(event.kind().text(), data));
    }

    /** A client was in a fence when the stream began. */
    static Buffer inside(FenceName fence, Report report) {
        return EventWriter.event("inside", JsonDocument.of(json -> {
            json.writeStartObject();
            json.writeStringField("event", "inside");
            json.writeStringField("fence", fence.text());
            ReportJson.writeMembers(report, json);
            json.writeEndObject();
        }));
    }

    /** All that were inside have been told. */
    static Buffer ready(int subscriptions) {
        return EventWriter.event("ready", Buffer.buffer("{\"subscriptions\":" + subscriptions + "}"));
    }
}
