package io.herd.track;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.herd.protocol.Readings;
import java.io.IOException;
import java.io.OutputStream;

/** Writes a feature collection of GeoJSON, a point a feature, so that none is kept. */
public final class GeoJsonWriter implements TrackWriter {
    private final JsonGenerator json;
    private final String client;

    /** A writer for a client's points, which has begun the collection. */
    public GeoJsonWriter(OutputStream out, String client) throws IOException {
        this.client = client;
        json = new JsonFactory().createGenerator(out);
        json.writeStartObject();
        json.writeStringField("type", "FeatureCollection");
        json.writeArrayFieldStart("features");
    }

    @Override
    public void write(TrackPoint point) throws IOException {
        Readings readings = point.readings();
        json.writeRaw("\n");
        json.writeStartObject();
        json.writeStringField("type", "Feature");
        json.writeObjectFieldStart("geometry");
        json.writeStringField("type", "Point");
        json.writeArrayFieldStart("coordinates");
        json.writeNumber(Decimals.of(point.longitude()));
        json.writeNumber(Decimals.of(point.latitude()));
        json.writeEndArray();
        json.writeEndObject();
        json.writeObjectFieldStart("properties");
        json.writeStringField("client", client);
        json.writeStringField("time", TrackTime.iso(point.nanos()));
        field("accuracy", readings.accuracy());
        field("altitude", readings.altitude());
        field("speed", readings.speed());
        field("course", readings.course());
        field("battery", readings.battery());
        json.writeEndObject();
        json.writeEndObject();
    }

    private void field(String name, double reading) throws IOException {
        if (!Double.isNaN(reading)) {
            json.writeFieldName(name);
            json.writeNumber(Decimals.of(reading));
        }
    }

    @Override
    public void close() throws IOException {
        json.close();
    }
}
