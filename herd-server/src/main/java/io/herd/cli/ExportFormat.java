package io.herd.cli;

import io.herd.track.CsvWriter;
import io.herd.track.GeoJsonWriter;
import io.herd.track.GpxWriter;
import io.herd.track.TrackWriter;
import java.io.IOException;
import java.io.OutputStream;

/** What a history can be written as. The names are those of the option. */
enum ExportFormat {
    gpx,
    geojson,
    csv;

    /** Begins a file of a client's points. */
    TrackWriter writer(OutputStream out, String client) throws IOException {
        return switch (this) {
            case gpx -> new GpxWriter(out, client);
            case geojson -> new GeoJsonWriter(out, client);
            case csv -> new CsvWriter(out, client);
        };
    }
}
