package io.herd.track;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** What OwnTracks' recorder stores ({@code .rec}): a time, what kind it is, and the message in JSON, with tabs between them. */
final class OwnTracksReader implements TrackReader {
    private static final double METRES_PER_SECOND = 1 / 3.6;
    private static final String TOPIC = "owntracks/";

    private final JsonFactory factory = new JsonFactory();
    private final TrackLines lines;

    OwnTracksReader(InputStream in) {
        lines = new TrackLines(in);
    }

    @Override
    public @Nullable TrackItem next() throws IOException {
        for (String line = lines.next(); line != null; line = lines.next()) {
            String[] columns = line.split("\t", 3);
            if (columns.length == 3 && columns[1].strip().equals("*")) {
                TrackItem item = message(columns[0], columns[2]);
                if (item != null) {
                    return item;
                }
            } else if (columns.length < 3 && !line.isBlank()) {
                return new SkippedPoint(Flaw.MALFORMED, lines.place());
            }
        }
        return null;
    }

    /** The point of a message; null where it is of another type. */
    private @Nullable TrackItem message(String received, String text) throws IOException {
        var draft = new PointDraft();
        draft.time(received);
        boolean[] isLocation = {false};
        try (JsonParser json = factory.createParser(text)) {
            json.nextToken();
            JsonValues.eachField(json, (name, value) -> {
                switch (name) {
                    case "_type" -> isLocation[0] = "location".equals(JsonValues.text(value));
                    case "lat" -> draft.latitude = JsonValues.number(value);
                    case "lon" -> draft.longitude = JsonValues.number(value);
                    case "tst" -> draft.time(JsonValues.text(value));
                    case "topic" -> draft.client = device(JsonValues.text(value));
                    case "acc" -> draft.accuracy = JsonValues.number(value);
                    case "alt" -> draft.altitude = JsonValues.number(value);
                    case "vel" -> draft.speed = JsonValues.number(value) * METRES_PER_SECOND;
                    case "cog" -> draft.course = JsonValues.number(value);
                    default -> {
                        // The state of the phone.
                    }
                }
            });
        } catch (JsonProcessingException e) {
            return new SkippedPoint(Flaw.MALFORMED, lines.place());
        }
        return isLocation[0] ? draft.finish(lines.place()) : null;
    }

    /** {@code user/device}. */
    private static @Nullable String device(@Nullable String topic) {
        return topic != null && topic.startsWith(TOPIC) ? topic.substring(TOPIC.length()) : topic;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
