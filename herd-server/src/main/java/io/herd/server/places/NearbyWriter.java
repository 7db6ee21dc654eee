package io.herd.server.places;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.herd.protocol.Bytes;
import io.vertx.core.json.JsonArray;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;

/** Writes a {@link NearbyDocument} as JSON in UTF-8: compact, but for a line a place, so that people can read it. */
final class NearbyWriter {
    private static final JsonFactory JSON = new JsonFactory();
    /** What surrounds the places has about this length. */
    private static final int FRAME_BYTES = 256;

    private NearbyWriter() {}

    static Bytes write(NearbyDocument document) {
        var out = new ByteArrayOutputStream(FRAME_BYTES
                + document.places().stream()
                        .mapToInt(place -> place.json().length() + 2)
                        .sum());
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            write(json, "html_attributions", document.attributions());
            json.writeArrayFieldStart("results");
            writeLines(json, out, document.places());
            json.writeEndArray();
            json.writeStringField("status", document.status().name());
            writeMessages(json, document);
            json.writeEndObject();
        } catch (IOException e) {
            // Nothing is written but to memory.
            throw new UncheckedIOException(e);
        }
        byte[] bytes = out.toByteArray();
        return Bytes.view(bytes, 0, bytes.length);
    }

    /** Copies the places, which are JSON already, behind what the generator has written so far. */
    private static void writeLines(JsonGenerator json, ByteArrayOutputStream out, List<FoundPlace> places)
            throws IOException {
        String separator = "\n";
        for (FoundPlace place : places) {
            json.writeRaw(separator);
            json.flush();
            ByteBuffer bytes = place.json().toByteBuffer();
            out.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
            separator = ",\n";
        }
    }

    /** Google's form has an error message for failures only, and messages of other kinds for successes only. */
    private static void writeMessages(JsonGenerator json, NearbyDocument document) throws IOException {
        String message = document.message();
        if (message != null && !document.status().isSuccess()) {
            json.writeStringField("error_message", message);
        }
        JsonArray infos = document.isPartial() ? document.infoMessages().copy().add(message) : document.infoMessages();
        if (!infos.isEmpty()) {
            write(json, "info_messages", infos);
        }
    }

    private static void write(JsonGenerator json, String field, JsonArray array) throws IOException {
        json.writeFieldName(field);
        json.writeRawValue(array.encode());
    }
}
