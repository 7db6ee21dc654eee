package io.herd.server.web;

import com.fasterxml.jackson.core.JsonGenerator;
import io.herd.geo.Position;
import io.herd.protocol.Report;
import io.herd.state.HerdState;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The clients that a search has found: as JSON, or as a feature collection of GeoJSON, whichever is asked for.
 *
 * @param limit how many are wanted; if there are others, the document says so
 * @param center what they are near; null if they are not to be given a distance
 */
record ClientList(List<Report> found, int limit, @Nullable Position center) {
    /** Clients are left out beyond so many bytes of their lines: a name may have thousands. */
    private static final int MOST_BYTES = 256 * 1024;

    private static final double TENTHS = 10;

    void answer(RoutingContext context, ApiService service) {
        String herd = service.herd();
        service.answer(
                context,
                json -> writeJson(service.state(), herd, json),
                json -> writeGeoJson(service.state(), herd, json));
    }

    private void writeJson(HerdState state, @Nullable String herd, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("clients");
        int count = count();
        for (Report each : found.subList(0, count)) {
            writeProperties(each, state, json);
        }
        json.writeEndArray();
        writeEnd(count < found.size(), herd, json);
    }

    private void writeGeoJson(HerdState state, @Nullable String herd, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", "FeatureCollection");
        json.writeArrayFieldStart("features");
        int count = count();
        for (Report each : found.subList(0, count)) {
            json.writeStartObject();
            json.writeStringField("type", "Feature");
            ReportJson.writeGeometry(each, json);
            json.writeFieldName("properties");
            writeProperties(each, state, json);
            json.writeEndObject();
        }
        json.writeEndArray();
        writeEnd(count < found.size(), herd, json);
    }

    /** @param herd the one whose clients were searched, where others keep others; else null */
    private static void writeEnd(boolean hasMore, @Nullable String herd, JsonGenerator json) throws IOException {
        json.writeBooleanField("more", hasMore);
        if (herd != null) {
            json.writeStringField("herd", herd);
        }
        json.writeEndObject();
    }

    private void writeProperties(Report report, HerdState state, JsonGenerator json) throws IOException {
        json.writeStartObject();
        ReportJson.writeMembers(report, state, json);
        if (center != null) {
            double metres = center.distanceTo(report.position());
            json.writeNumberField("distance", Math.rint(metres * TENTHS) / TENTHS);
        }
        json.writeEndObject();
    }

    private int count() {
        int count = 0;
        int bytes = 0;
        while (count < Math.min(limit, found.size()) && bytes < MOST_BYTES) {
            bytes += found.get(count).line().length();
            count++;
        }
        return count;
    }
}
