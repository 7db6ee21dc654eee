package io.herd.state;

import io.herd.protocol.ByteWriter;
import io.herd.protocol.Bytes;
import io.herd.protocol.LineFramer;
import io.herd.protocol.LinkMessage.At;
import io.herd.protocol.LinkMessageParser;
import io.herd.protocol.Report;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a feed tells, as a neighbour reads it. */
final class Told {
    private Told() {}

    /** All of it. */
    static List<Report> by(ChangeFeed feed) {
        return by(feed, Integer.MAX_VALUE);
    }

    /** So many bytes of it, or some more. */
    static List<Report> by(ChangeFeed feed, int enough) {
        List<Report> reports = inFlight(feed, enough);
        feed.commit();
        return reports;
    }

    /** The same, neither committed nor rolled back yet. */
    static List<Report> inFlight(ChangeFeed feed, int enough) {
        var out = new ByteWriter(0);
        int count = feed.drain(out, enough);
        var framer = new LineFramer(Integer.MAX_VALUE);
        framer.feed(out.take().toString().getBytes(StandardCharsets.ISO_8859_1));
        var reports = new ArrayList<Report>();
        for (Bytes line = framer.next(); line != null; line = framer.next()) {
            reports.add(((At) LinkMessageParser.parse(line)).report());
        }
        if (reports.size() != count) {
            throw new AssertionError("told " + reports.size() + " and counted " + count);
        }
        return reports;
    }
}
