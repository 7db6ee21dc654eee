package io.herd.server.web;

import com.fasterxml.jackson.core.JsonGenerator;
import io.herd.geo.Area;
import io.herd.geo.Circle;
import io.herd.geo.Polygon;
import io.herd.geo.Position;
import io.herd.protocol.FenceName;
import io.herd.protocol.Report;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;

/** A fence as JSON: a circle with the members of a position and a radius in kilometres, a polygon with a geometry of GeoJSON. */
final class FenceJson {
    private static final int METRES_DIGITS = 3;

    private FenceJson() {}

    static void write(Report fence, JsonGenerator json) throws IOException {
        json.writeStartObject();
        writeMembers(fence, json);
        switch (fence.area()) {
            case Circle circle -> {
                json.writeNumberField("latitude", circle.center().latitude());
                json.writeNumberField("longitude", circle.center().longitude());
                writeRadius(circle, json);
            }
            case Polygon polygon -> writeGeometry(polygon, json);
        }
        json.writeEndObject();
    }

    /** Writes it as a feature of GeoJSON: a circle is a point with a radius. */
    static void writeFeature(Report fence, JsonGenerator json) throws IOException {
        Area area = fence.area();
        json.writeStartObject();
        json.writeStringField("type", "Feature");
        writeGeometry(area, json);
        json.writeObjectFieldStart("properties");
        writeMembers(fence, json);
        if (area instanceof Circle circle) {
            writeRadius(circle, json);
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void writeMembers(Report fence, JsonGenerator json) throws IOException {
        FenceName name = FenceName.ofRecord(fence);
        json.writeStringField("name", name.text());
        json.writeStringField("href", FencesService.PATH + "/" + name.toSegment());
        json.writeStringField("defined", ReportJson.iso8601(fence.timeNanos()));
        json.writeStringField("server", fence.server().toUtf8());
    }

    private static void writeRadius(Circle circle, JsonGenerator json) throws IOException {
        json.writeFieldName("radius");
        json.writeNumber(kilometres(circle.radius()));
    }

    /** Kilometres without more digits than it takes. */
    static String kilometres(double metres) {
        return BigDecimal.valueOf(metres)
                .movePointLeft(METRES_DIGITS)
                .stripTrailingZeros()
                .toPlainString();
    }

    private static void writeGeometry(Area area, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("geometry");
        switch (area) {
            case Circle circle -> {
                json.writeStringField("type", "Point");
                json.writeFieldName("coordinates");
                write(circle.center(), json);
            }
            case Polygon polygon -> {
                json.writeStringField("type", "Polygon");
                json.writeArrayFieldStart("coordinates");
                for (List<Position> ring : polygon.rings()) {
                    json.writeStartArray();
                    for (Position each : ring) {
                        write(each, json);
                    }
                    write(ring.getFirst(), json);
                    json.writeEndArray();
                }
                json.writeEndArray();
            }
        }
        json.writeEndObject();
    }

    private static void write(Position position, JsonGenerator json) throws IOException {
        json.writeStartArray();
        json.writeNumber(position.longitude());
        json.writeNumber(position.latitude());
        json.writeEndArray();
    }
}
