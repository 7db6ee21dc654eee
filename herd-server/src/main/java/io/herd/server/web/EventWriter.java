package io.herd.server.web;

import com.fasterxml.jackson.core.JsonGenerator;
import io.herd.protocol.Bytes;
import io.herd.server.watch.Change;
import io.herd.server.watch.Interest;
import io.herd.state.HerdState;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Writes server-sent events. Confined to one event loop, whose streams share it. */
final class EventWriter {
    /** A comment, which clients ignore. */
    static final Buffer HEARTBEAT = Buffer.buffer(":\n\n");

    private static final int METRES_DIGITS = 3;

    private final HerdState state;
    /** What was written last: all watchers of an interest are told the same at once. */
    private @Nullable Bytes lastLines;

    private Buffer last = Buffer.buffer();

    EventWriter(HerdState state) {
        this.state = state;
    }

    /**
     * What is to be said of clients that have changed.
     *
     * @param lines the same for the client port: tells this change from others
     */
    @SuppressWarnings("ReferenceEquality") // The same lines are written once and handed to all.
    Buffer changes(Interest interest, Collection<Bytes> clients, Bytes lines) {
        if (lines != lastLines) {
            lastLines = lines;
            last = Buffer.buffer();
            clients.forEach(client -> writeChange(interest, client, last));
        }
        return last;
    }

    /** Writes it as an event: {@code report}, {@code left}, or {@code gone}. */
    void writeChange(Interest interest, Bytes client, Buffer out) {
        switch (interest.change(state, client)) {
            case Change.Reported(var report) ->
                write("report", interest, json -> ReportJson.writeMembers(report, json), out);
            case Change.Left _ -> write("left", interest, json -> ReportJson.writeClient(client, json), out);
            case Change.Gone _ -> write("gone", interest, json -> ReportJson.writeClient(client, json), out);
        }
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
        write("ended", interest, json -> json.writeStringField("detail", "too many clients are there"), out);
        return out;
    }

    private static void write(String event, Interest interest, JsonDocument.Content members, Buffer out) {
        out.appendBuffer(event(event, JsonDocument.of(json -> {
            json.writeStartObject();
            json.writeObjectFieldStart("subscription");
            writeInterest(interest, json);
            json.writeEndObject();
            members.write(json);
            json.writeEndObject();
        })));
    }

    private static void writeInterest(Interest interest, JsonGenerator json) throws IOException {
        switch (interest) {
            case Interest.OfClient(var client) -> json.writeStringField("client", client.toUtf8());
            case Interest.InCircle(var center, var radius) -> {
                json.writeNumberField("latitude", center.latitude());
                json.writeNumberField("longitude", center.longitude());
                json.writeFieldName("radius");
                json.writeNumber(BigDecimal.valueOf(radius)
                        .movePointLeft(METRES_DIGITS)
                        .stripTrailingZeros()
                        .toPlainString());
            }
        }
    }

    private static Buffer event(String name, Buffer data) {
        return Buffer.buffer("event: " + name + "\ndata: ").appendBuffer(data).appendString("\n\n");
    }
}
