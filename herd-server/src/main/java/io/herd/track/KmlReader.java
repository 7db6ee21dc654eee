package io.herd.track;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** KML: tracks ({@code gx:Track}), whose times stand before the coordinates that they belong to, each or all. */
final class KmlReader implements TrackReader {
    private static final int MOST_TIMES = 1_000_000;
    /** An empty time; none that {@link TrackTime} gives. */
    private static final long EMPTY = -2;

    private static final String TRACK = "Track";
    private static final String PLACEMARK = "Placemark";

    private final XmlCursor xml;
    private @Nullable String name;
    /** The times of the track that wait for their coordinates, from {@code paired} on. */
    private long[] times = new long[64];

    private int timed;
    private int paired;

    KmlReader(InputStream in) throws TrackException {
        xml = new XmlCursor(in);
    }

    @Override
    public @Nullable TrackItem next() throws TrackException {
        while (xml.next()) {
            if (!xml.isStart()) {
                continue;
            }
            switch (xml.name()) {
                case PLACEMARK -> name = null;
                case TRACK -> {
                    timed = 0;
                    paired = 0;
                }
                case "name" -> name = xml.isIn(PLACEMARK) ? xml.text() : name;
                case "when" -> {
                    if (xml.isIn(TRACK)) {
                        time(xml.text());
                    }
                }
                case "coord" -> {
                    if (xml.isIn(TRACK)) {
                        return point(xml.place(), xml.text());
                    }
                }
                default -> {
                    // Styles, folders, models.
                }
            }
        }
        return null;
    }

    private void time(String text) throws TrackException {
        if (paired == timed) {
            paired = 0;
            timed = 0;
        }
        if (timed == MOST_TIMES) {
            throw new TrackException(
                    xml.place() + ": more than a million times before their coordinates; split the track");
        }
        if (timed == times.length) {
            times = Arrays.copyOf(times, 2 * timed);
        }
        times[timed++] = text.isEmpty() ? EMPTY : TrackTime.parse(text);
    }

    private TrackItem point(String place, String coordinates) {
        var draft = new PointDraft();
        draft.client = name;
        long time = paired < timed ? times[paired++] : EMPTY;
        if (time != EMPTY) {
            draft.nanos(time);
        }
        String[] numbers = coordinates.split("[\\s,]+", -1);
        if (numbers.length >= 2) {
            draft.longitude = PointDraft.number(numbers[0]);
            draft.latitude = PointDraft.number(numbers[1]);
            draft.altitude = numbers.length > 2 ? PointDraft.number(numbers[2]) : Double.NaN;
        }
        return draft.finish(place);
    }

    @Override
    public void close() throws IOException {
        xml.close();
    }
}
