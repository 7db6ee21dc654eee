package io.herd.server.web;

import com.fasterxml.jackson.core.JsonGenerator;
import io.herd.protocol.Bytes;
import io.herd.protocol.Card;
import io.herd.protocol.DecimalDegrees;
import io.herd.protocol.PercentEncoding;
import io.herd.protocol.Readings;
import io.herd.protocol.Report;
import io.herd.state.HerdState;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;

/** A report as JSON, with the digits that the client wrote. */
final class ReportJson {
    private static final long NANOS = 1_000_000_000;

    private ReportJson() {}

    /** Writes a report, and what is known of its client besides. */
    static void write(Report report, HerdState state, JsonGenerator json) throws IOException {
        json.writeStartObject();
        writeMembers(report, state, json);
        json.writeEndObject();
    }

    /** Writes the members of an object that may have others: a report, and what is known of its client besides. */
    static void writeMembers(Report report, HerdState state, JsonGenerator json) throws IOException {
        writeMembers(report, json);
        write(state.readings(report), json);
        Card card = state.card(report.client());
        if (card != null) {
            write("name", card.name(), json);
        }
    }

    /** Writes as members what is known of readings. */
    static void write(Readings readings, JsonGenerator json) throws IOException {
        write("accuracy", readings.accuracy(), json);
        write("altitude", readings.altitude(), json);
        write("speed", readings.speed(), json);
        write("course", readings.course(), json);
        write("battery", readings.battery(), json);
        write("tracker_id", readings.trackerId(), json);
    }

    private static void write(String name, double number, JsonGenerator json) throws IOException {
        if (!Double.isNaN(number)) {
            json.writeFieldName(name);
            // Whole numbers without a point.
            json.writeNumber(new BigDecimal(
                    BigDecimal.valueOf(number).stripTrailingZeros().toPlainString()));
        }
    }

    private static void write(String name, String text, JsonGenerator json) throws IOException {
        if (!text.isEmpty()) {
            json.writeStringField(name, text);
        }
    }

    /** Writes a report as members of an object that may have others. */
    static void writeMembers(Report report, JsonGenerator json) throws IOException {
        DecimalDegrees position = DecimalDegrees.of(report);
        writeClient(report.client(), json);
        json.writeFieldName("latitude");
        json.writeNumber(position.latitude());
        json.writeFieldName("longitude");
        json.writeNumber(position.longitude());
        json.writeStringField("time", iso8601(report.timeNanos()));
        json.writeStringField("seconds", report.time().toString());
        json.writeStringField("server", report.server().toUtf8());
        json.writeStringField("difference", report.difference().toString());
        json.writeStringField("line", report.line().toUtf8());
    }

    /** Writes the members that say which client it is: its name, and the path that names it even where it is not UTF-8. */
    static void writeClient(Bytes client, JsonGenerator json) throws IOException {
        json.writeStringField("client", client.toUtf8());
        json.writeStringField("href", ApiService.CLIENTS + PercentEncoding.encode(client));
    }

    /** Writes its position as a geometry of GeoJSON (RFC 7946). */
    static void writeGeometry(Report report, JsonGenerator json) throws IOException {
        DecimalDegrees position = DecimalDegrees.of(report);
        json.writeObjectFieldStart("geometry");
        json.writeStringField("type", "Point");
        json.writeArrayFieldStart("coordinates");
        json.writeNumber(position.longitude());
        json.writeNumber(position.latitude());
        json.writeEndArray();
        json.writeEndObject();
    }

    /** A POSIX time in nanoseconds as ISO 8601 has it. */
    static String iso8601(long nanos) {
        return Instant.ofEpochSecond(nanos / NANOS, nanos % NANOS).toString();
    }
}
