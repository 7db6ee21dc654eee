package io.herd.server.web;

import io.herd.protocol.Bytes;
import io.herd.protocol.FenceName;
import io.herd.protocol.Report;
import io.herd.server.fence.FenceEvent;
import io.herd.server.watch.Change;
import io.herd.server.watch.Interest;
import io.herd.server.watch.Presence;
import io.herd.state.HerdState;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;

/** Writes server-sent events. Confined to one event loop, whose streams share it. */
final class EventWriter {
    /** A comment, which clients ignore. */
    static final Buffer HEARTBEAT = Buffer.buffer(":\n\n");

    private final HerdState state;

    EventWriter(HerdState state) {
        this.state = state;
    }

    /** What is to be said of clients that have changed: an event {@code report}, {@code left}, or {@code gone} for each. */
    Buffer changes(Interest interest, Map<Bytes, Presence> clients) {
        Buffer out = Buffer.buffer();
        clients.forEach((client, presence) -> {
            switch (interest.change(state, client, presence)) {
                case Change.Reported(var report) ->
                    write("report", interest, json -> ReportJson.writeMembers(report, state, json), out);
                case Change.Left _ -> write("left", interest, json -> ReportJson.writeClient(client, json), out);
                case Change.Gone _ -> write("gone", interest, json -> ReportJson.writeClient(client, json), out);
            }
        });
        return out;
    }

    /** Clients were in a fence when its subscription began: an event {@code inside} for each. */
    static Buffer inside(FenceName fence, List<Report> clients) {
        Buffer out = Buffer.buffer();
        clients.forEach(each -> out.appendBuffer(
                event("inside", JsonDocument.of(json -> FenceEventJson.writeInside(fence, each, json)))));
        return out;
    }

    /** Something has happened at fences: an event for each, with its id, so that a client can drop doubles. */
    static Buffer happened(List<FenceEvent> events) {
        Buffer out = Buffer.buffer();
        events.forEach(each -> out.appendString("id: " + each.id() + "\n")
                .appendBuffer(event(each.kind().text(), JsonDocument.of(json -> FenceEventJson.write(each, json)))));
        return out;
    }

    /** All that was known has been told. */
    static Buffer ready(int subscriptions) {
        return event("ready", JsonDocument.of(json -> {
            json.writeStartObject();
            json.writeNumberField("subscriptions", subscriptions);
            json.writeEndObject();
        }));
    }

    /** A subscription has ended. */
    static Buffer ended(Interest interest) {
        Buffer out = Buffer.buffer();
        write("ended", interest, json -> json.writeStringField("detail", JsonEvents.TOO_MANY), out);
        return out;
    }

    private static void write(String event, Interest interest, JsonDocument.Content members, Buffer out) {
        out.appendBuffer(event(event, JsonDocument.of(json -> {
            json.writeStartObject();
            json.writeObjectFieldStart("subscription");
            Interests.write(interest, json);
            json.writeEndObject();
            members.write(json);
            json.writeEndObject();
        })));
    }

    /** An event of a name. */
    private static Buffer event(String name, Buffer data) {
        return Buffer.buffer("event: " + name + "\ndata: ").appendBuffer(data).appendString("\n\n");
    }
}
