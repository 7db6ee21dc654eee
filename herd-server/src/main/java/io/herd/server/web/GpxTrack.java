package io.herd.server.web;

import io.herd.protocol.Bytes;
import io.herd.protocol.DecimalDegrees;
import io.herd.server.history.HistoryPoint;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/** A track of GPX 1.1, with the elevation where it is known, and the time of each point. */
final class GpxTrack {
    private static final String START = """
            <?xml version="1.0" encoding="UTF-8"?>
            <gpx version="1.1" creator="server herd" xmlns="http://www.topografix.com/GPX/1/1">
            <trk><name>""";
    private static final String POINTS = "</name><trkseg>\n";
    private static final String END = "</trkseg></trk>\n</gpx>\n";

    private GpxTrack() {}

    static Buffer of(Bytes client, List<HistoryPoint> points) {
        var gpx = new StringBuilder(START + escaped(client.toUtf8()) + POINTS);
        for (HistoryPoint each : points) {
            write(each, gpx);
        }
        return Buffer.buffer(gpx.append(END).toString());
    }

    private static void write(HistoryPoint point, StringBuilder gpx) {
        DecimalDegrees position = DecimalDegrees.of(point.location());
        gpx.append("<trkpt lat=\"").append(position.latitude()).append("\" lon=\"");
        gpx.append(position.longitude()).append("\">");
        double altitude = point.readings().altitude();
        if (!Double.isNaN(altitude)) {
            gpx.append("<ele>").append(HistoryDocument.plain(altitude)).append("</ele>");
        }
        gpx.append("<time>").append(ReportJson.iso8601(point.timeNanos())).append("</time></trkpt>\n");
    }

    /** A text as XML has it, with U+FFFD for characters that it cannot have. */
    private static String escaped(String text) {
        var escaped = new StringBuilder();
        text.codePoints().forEach(each -> {
            switch (each) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                default -> escaped.appendCodePoint(isXml(each) ? each : '\uFFFD');
            }
        });
        return escaped.toString();
    }

    private static boolean isXml(int character) {
        return character >= ' '
                && character != '\uFFFE'
                && character != '\uFFFF'
                && !(character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE);
    }
}
