package io.herd.server.web;

import com.fasterxml.jackson.core.JsonGenerator;
import io.herd.protocol.Bytes;
import io.herd.protocol.DecimalDegrees;
import io.herd.protocol.Readings;
import io.herd.server.history.HistoryPoint;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a client's history as a document, with the digits that the client wrote.
 *
 * @param next the path and query of the next page; null if this is the last
 */
record HistoryDocument(
        Bytes client, List<HistoryPoint> points, @Nullable String next) {
    HistoryDocument {
        points = List.copyOf(points);
    }

    Buffer as(HistoryFormat format) {
        return switch (format) {
            case JSON -> JsonDocument.of(this::writeJson);
            case GEOJSON -> JsonDocument.of(this::writeGeoJson);
            case GPX -> GpxTrack.of(client, points);
        };
    }

    private void writeJson(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("client", client.toUtf8());
        json.writeArrayFieldStart("history");
        for (HistoryPoint each : points) {
            write(each, json);
        }
        json.writeEndArray();
        writeNext(json);
        json.writeEndObject();
    }

    private static void write(HistoryPoint point, JsonGenerator json) throws IOException {
        DecimalDegrees position = DecimalDegrees.of(point.location());
        Readings readings = point.readings();
        json.writeStartObject();
        json.writeStringField("time", ReportJson.iso8601(point.timeNanos()));
        json.writeFieldName("latitude");
        json.writeNumber(position.latitude());
        json.writeFieldName("longitude");
        json.writeNumber(position.longitude());
        writeKnown("accuracy", readings.accuracy(), json);
        writeKnown("altitude", readings.altitude(), json);
        writeKnown("speed", readings.speed(), json);
        writeKnown("course", readings.course(), json);
        writeKnown("battery", readings.battery(), json);
        json.writeEndObject();
    }

    private static void writeKnown(String name, double number, JsonGenerator json) throws IOException {
        if (!Double.isNaN(number)) {
            json.writeFieldName(name);
            json.writeNumber(plain(number));
        }
    }

    /** A number without an exponent, and without zeros at its end. */
    static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    private void writeNext(JsonGenerator json) throws IOException {
        json.writeBooleanField("more", next != null);
        if (next != null) {
            json.writeStringField("next", next);
        }
    }

    /** A feature with a line, and the time of each of its positions as {@code coordTimes}, where tools look for them. */
    private void writeGeoJson(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", "Feature");
        writeGeometry(json);
        json.writeObjectFieldStart("properties");
        json.writeStringField("client", client.toUtf8());
        json.writeArrayFieldStart("coordTimes");
        for (HistoryPoint each : points) {
            json.writeString(ReportJson.iso8601(each.timeNanos()));
        }
        json.writeEndArray();
        json.writeEndObject();
        writeNext(json);
        json.writeEndObject();
    }

    /** A line has two positions or more (RFC 7946). */
    private void writeGeometry(JsonGenerator json) throws IOException {
        if (points.isEmpty()) {
            json.writeNullField("geometry");
            return;
        }
        boolean isLine = points.size() > 1;
        json.writeObjectFieldStart("geometry");
        json.writeStringField("type", isLine ? "LineString" : "Point");
        json.writeFieldName("coordinates");
        if (isLine) {
            json.writeStartArray();
        }
        boolean hasAltitudes =
                points.stream().noneMatch(each -> Double.isNaN(each.readings().altitude()));
        for (HistoryPoint each : points) {
            writePosition(each, hasAltitudes, json);
        }
        if (isLine) {
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static void writePosition(HistoryPoint point, boolean hasAltitude, JsonGenerator json) throws IOException {
        DecimalDegrees position = DecimalDegrees.of(point.location());
        json.writeStartArray();
        json.writeNumber(position.longitude());
        json.writeNumber(position.latitude());
        if (hasAltitude) {
            json.writeNumber(plain(point.readings().altitude()));
        }
        json.writeEndArray();
    }
}
