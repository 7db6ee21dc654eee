package io.herd.track;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** GPX: the points of tracks, in all their segments. Waypoints and routes are none. */
final class GpxReader implements TrackReader {
    private static final String POINT = "trkpt";
    private static final String TRACK = "trk";

    private final XmlCursor xml;
    private @Nullable String track;

    GpxReader(InputStream in) throws TrackException {
        xml = new XmlCursor(in);
    }

    @Override
    public @Nullable TrackItem next() throws TrackException {
        while (xml.next()) {
            if (xml.isStart() && xml.name().equals(POINT)) {
                return point();
            } else if (xml.isStart() && xml.name().equals(TRACK)) {
                track = null;
            } else if (xml.isStart() && xml.name().equals("name") && xml.isIn(TRACK)) {
                track = xml.text();
            }
        }
        return null;
    }

    private TrackItem point() throws TrackException {
        String place = xml.place();
        var draft = new PointDraft();
        draft.client = track;
        draft.latitude = PointDraft.number(xml.attribute("lat"));
        draft.longitude = PointDraft.number(xml.attribute("lon"));
        while (xml.next() && !xml.isEndOf(POINT)) {
            if (xml.isStart()) {
                child(draft);
            }
        }
        return draft.finish(place);
    }

    /** GPX 1.0 has speed and course in the point, Garmin in an extension. */
    private void child(PointDraft draft) throws TrackException {
        switch (xml.name()) {
            case "time" -> draft.time(xml.text());
            case "ele" -> draft.altitude = PointDraft.number(xml.text());
            case "speed" -> draft.speed = PointDraft.number(xml.text());
            case "course" -> draft.course = PointDraft.number(xml.text());
            default -> {
                // Nothing that a report has.
            }
        }
    }

    @Override
    public void close() throws IOException {
        xml.close();
    }
}
