package io.herd.track;

import io.herd.protocol.Readings;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** Writes CSV; a cell is empty where something is unknown. */
public final class CsvWriter implements TrackWriter {
    private static final String HEADER = "time,latitude,longitude,accuracy,altitude,speed,course,battery,client\n";

    private final Writer out;
    private final String client;

    /** A writer for a client's points, which has written the header. */
    public CsvWriter(OutputStream out, String client) throws IOException {
        this.out = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        this.client = "\"" + client.replace("\"", "\"\"") + "\"";
        this.out.write(HEADER);
    }

    @Override
    public void write(TrackPoint point) throws IOException {
        Readings readings = point.readings();
        out.write(TrackTime.iso(point.nanos()) + "," + Decimals.of(point.latitude()) + ","
                + Decimals.of(point.longitude()) + "," + cell(readings.accuracy()) + "," + cell(readings.altitude())
                + "," + cell(readings.speed()) + "," + cell(readings.course()) + "," + cell(readings.battery()) + ","
                + client + "\n");
    }

    private static String cell(double reading) {
        return Double.isNaN(reading) ? "" : Decimals.of(reading);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
