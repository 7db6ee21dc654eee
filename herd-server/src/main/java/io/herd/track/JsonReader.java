package io.herd.track;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * GeoJSON and Google's Records.json and Timeline.json, which differ in the names of the fields that lead to positions. So nothing need stand
 * first in the file.
 */
final class JsonReader implements TrackReader {
    private final JsonParser json;
    private GeoJsonFeature feature = new GeoJsonFeature();
    private boolean isFeatureRead;
    /** When the segment of a timeline begins that the parser is in. */
    private long segmentStart = TrackTime.NONE;

    private long number;
    private boolean isKnown;

    JsonReader(InputStream in) throws IOException {
        json = new JsonFactory().createParser(in);
    }

    @Override
    public @Nullable TrackItem next() throws IOException {
        try {
            TrackItem item = ofFeature();
            while (item == null && json.nextToken() != null) {
                item = step(json.currentToken());
                item = item == null ? ofFeature() : item;
            }
            if (item == null && !isKnown) {
                throw new TrackException("is JSON, but neither GeoJSON nor Google's Records.json or Timeline.json");
            }
            number++;
            return item;
        } catch (JsonProcessingException e) {
            // What is beyond the parser's limits is nowhere.
            JsonLocation place = Objects.requireNonNullElse(e.getLocation(), json.currentLocation());
            throw new TrackException(
                    "line " + place.getLineNr() + ", column " + place.getColumnNr() + ": "
                            + e.getOriginalMessage().replaceAll(" \\(start marker.*", ""),
                    e);
        } catch (TrackException e) {
            throw e;
        } catch (IOException e) {
            throw new TrackException("line " + json.currentLocation().getLineNr() + ": " + e.getMessage(), e);
        }
    }

    /** The next point of a feature that has been read to its end; null if there is none. */
    private @Nullable TrackItem ofFeature() {
        TrackItem item = isFeatureRead ? feature.next(number + 1) : null;
        if (isFeatureRead && item == null) {
            isFeatureRead = false;
            feature = new GeoJsonFeature();
        }
        return item;
    }

    /** Reads what begins with a token, or goes on into it. */
    private @Nullable TrackItem step(JsonToken token) throws IOException {
        if (token == JsonToken.FIELD_NAME) {
            return field(json.currentName());
        } else if (token == JsonToken.START_OBJECT) {
            return element(array());
        } else if (token == JsonToken.END_OBJECT) {
            isFeatureRead = true;
        }
        return null;
    }

    /** Reads what a field has, or goes on into it. */
    private @Nullable TrackItem field(String name) throws IOException {
        switch (name) {
            case "features", "locations", "semanticSegments", "rawSignals", "timelinePath" -> isKnown = true;
            case "geometry" -> {
                isKnown = true;
                json.nextToken();
                feature.geometry(json);
            }
            case "properties" -> {
                json.nextToken();
                feature.properties(json);
            }
            case "startTime" -> {
                json.nextToken();
                String time = JsonValues.text(json);
                segmentStart = time == null ? TrackTime.NONE : TrackTime.parse(time);
            }
            case "position" -> {
                json.nextToken();
                return GoogleLocations.rawPosition(json, place());
            }
            default -> {
                json.nextToken();
                json.skipChildren();
            }
        }
        return null;
    }

    /** Reads an element of an array, or goes on into it. */
    private @Nullable TrackItem element(String array) throws IOException {
        return switch (array) {
            case "locations" -> GoogleLocations.record(json, place());
            case "timelinePath" -> GoogleLocations.pathPoint(json, segmentStart, place());
            default -> null;
        };
    }

    /** The name of the array that the object is in, at whose begin the parser stands. */
    private String array() {
        JsonStreamContext array = json.getParsingContext().getParent();
        JsonStreamContext owner = array.inArray() ? array.getParent() : array;
        return array.inArray() && owner.inObject() ? owner.getCurrentName() : "";
    }

    private String place() {
        return "point " + (number + 1);
    }

    @Override
    public void close() throws IOException {
        json.close();
    }
}
