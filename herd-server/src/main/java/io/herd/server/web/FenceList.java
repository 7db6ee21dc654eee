package io.herd.server.web;

import com.fasterxml.jackson.core.JsonGenerator;
import io.herd.access.Names;
import io.herd.protocol.FenceName;
import io.herd.protocol.Report;
import io.herd.state.HerdState;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fences in the order of their names: as JSON, or as a feature collection of GeoJSON, whichever is asked for.
 *
 * @param more whether there are others behind them
 */
record FenceList(List<Report> fences, boolean more) {
    /** Fences are left for the next page beyond so many bytes. */
    private static final int MOST_BYTES = 256 * 1024;

    /** Those behind a name, or from the first on, at most so many. */
    static FenceList of(HerdState state, Names readable, @Nullable FenceName after, int limit) {
        List<Report> fences = new ArrayList<>();
        int bytes = 0;
        for (FenceName name : state.fenceNames(after)) {
            Report fence = state.find(name);
            if (fence == null || !readable.contains(name.bytes())) {
                continue;
            }
            if (fences.size() == limit || bytes > MOST_BYTES) {
                return new FenceList(fences, true);
            }
            bytes += fence.line().length();
            fences.add(fence);
        }
        return new FenceList(fences, false);
    }

    void answer(RoutingContext context, ApiService service) {
        service.answer(context, this::writeJson, this::writeGeoJson);
    }

    private void writeJson(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("fences");
        for (Report each : fences) {
            FenceJson.write(each, json);
        }
        json.writeEndArray();
        json.writeBooleanField("more", more);
        json.writeEndObject();
    }

    private void writeGeoJson(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", "FeatureCollection");
        json.writeArrayFieldStart("features");
        for (Report each : fences) {
            FenceJson.writeFeature(each, json);
        }
        json.writeEndArray();
        json.writeBooleanField("more", more);
        json.writeEndObject();
    }
}
