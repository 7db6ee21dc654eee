package io.herd.track;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** Recognises the format of a file by what it begins with, whatever its name. */
public final class TrackFormats {
    private static final int HEAD_BYTES = 1 << 13;
    private static final int BUFFER_BYTES = 1 << 16;
    private static final String GZIP = "\u001f\u008b";
    /** As a character for each byte. */
    private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";

    private static final Pattern GPX = Pattern.compile("<(?:\\w+:)?gpx[\\s>]");
    private static final Pattern KML = Pattern.compile("<(?:\\w+:)?kml[\\s>]");
    private static final Pattern NMEA = Pattern.compile("(?m)^[^$\\n]{0,64}\\$[A-Z]{2}[A-Z]{3},");
    private static final Pattern OWN_TRACKS = Pattern.compile("\\A\\s*\\S+\\t[^\\t\\n]*\\t\\{");
    /** The first field is a message whose first field is the version as a text. */
    private static final Pattern GTFS = Pattern.compile("(?s)\\A\\n.\\n.[0-9]\\.[0-9].*");

    private TrackFormats() {}

    /**
     * Opens a file, gzipped or not. Closing the reader closes it.
     *
     * @throws TrackException if it is in no known format
     */
    public static TrackReader open(InputStream file) throws IOException {
        var in = new BufferedInputStream(file, BUFFER_BYTES);
        String head = head(in);
        if (!head.startsWith(GZIP)) {
            return open(in, head);
        }
        try {
            var inflated = new BufferedInputStream(new GZIPInputStream(in, BUFFER_BYTES), BUFFER_BYTES);
            return open(inflated, head(inflated));
        } catch (TrackException e) {
            throw e;
        } catch (IOException e) {
            throw new TrackException("is a broken gzip file: " + e.getMessage(), e);
        }
    }

    private static String head(InputStream in) throws IOException {
        in.mark(HEAD_BYTES);
        String head = new String(in.readNBytes(HEAD_BYTES), StandardCharsets.ISO_8859_1);
        in.reset();
        return head;
    }

    private static TrackReader open(InputStream in, String begin) throws IOException {
        String head = begin.startsWith(BYTE_ORDER_MARK) ? begin.substring(BYTE_ORDER_MARK.length()) : begin;
        if (GTFS.matcher(head).matches()) {
            return new GtfsReader(in);
        }
        String text = head.stripLeading();
        if (text.startsWith("{") || text.startsWith("[")) {
            return new JsonReader(in);
        } else if (text.startsWith("<") && GPX.matcher(text).find()) {
            return new GpxReader(in);
        } else if (text.startsWith("<") && KML.matcher(text).find()) {
            return new KmlReader(in);
        } else if (OWN_TRACKS.matcher(head).find()) {
            return new OwnTracksReader(in);
        } else if (NMEA.matcher(head).find()) {
            return new NmeaReader(in);
        } else if (CsvColumns.of(head.lines().findFirst().orElse("")) != null) {
            return new CsvReader(in);
        }
        throw new TrackException(
                text.isEmpty()
                        ? "is empty"
                        : "is in no known format: GPX, KML with gx:Track, GeoJSON, NMEA, CSV whose header has time, lat and lon,"
                                + " OwnTracks' .rec, Google's Records.json and Timeline.json, and GTFS-realtime are known");
    }
}
