package io.herd.server.places;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Comparator.comparingDouble;

import io.herd.geo.Position;
import io.herd.protocol.ByteWriter;
import io.herd.protocol.Bytes;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer of a Nearby Search, in Google's legacy form.
 *
 * @param attributions what must be shown with the places
 * @param places none unless the status is OK
 * @param completeRadius within so many metres of where was searched no place is missing; negative where the source does
 *     not tell
 * @param errorMessage for people; null if all is well
 * @param infoMessages for people, from the source
 */
record NearbyDocument(
        JsonArray attributions,
        List<FoundPlace> places,
        double completeRadius,
        SearchStatus status,
        @Nullable String errorMessage,
        JsonArray infoMessages)
        implements Step {

    /** The radius of sources that do not tell how far they are complete. */
    static final double UNTOLD = -1;

    /** Where each service of this form answers. */
    static final String PATH = "/maps/api/place/nearbysearch/json";

    /** What a search found, be it nothing. */
    static NearbyDocument found(JsonArray attributions, List<FoundPlace> places, double completeRadius) {
        return new NearbyDocument(attributions, places, completeRadius, status(places), null, new JsonArray());
    }

    /** Why there is no answer. */
    static NearbyDocument failed(SearchStatus status, String errorMessage) {
        return new NearbyDocument(new JsonArray(), List.of(), UNTOLD, status, errorMessage, new JsonArray());
    }

    private static SearchStatus status(List<FoundPlace> places) {
        return places.isEmpty() ? SearchStatus.ZERO_RESULTS : SearchStatus.OK;
    }

    /** The same with more to say to people. */
    NearbyDocument withAdvice(String advice) {
        return new NearbyDocument(attributions, places, completeRadius, status, errorMessage + advice, infoMessages);
    }

    /** The same with no more places than wished for: none beyond the radius, the nearest first. */
    NearbyDocument cutTo(Search search) {
        if (!status.isSuccess()) {
            return this;
        }
        List<FoundPlace> nearest = places.stream()
                .map(place -> new Distant(place, search.center().distanceTo(place.position())))
                .filter(distant -> distant.metres <= search.radius())
                .sorted(comparingDouble(Distant::metres))
                .limit(search.limit())
                .map(Distant::place)
                .toList();
        return new NearbyDocument(attributions, nearest, completeRadius, status(nearest), errorMessage, infoMessages);
    }

    private record Distant(FoundPlace place, double metres) {}

    /** How far the last of the places is; 0 where there is none. */
    double farthest(Position center) {
        return places.isEmpty() ? 0 : center.distanceTo(places.getLast().position());
    }

    /** As JSON in UTF-8, compact but for a line a place, so that people can read it as it comes over the wire. */
    Bytes bytes() {
        int length = 256
                + places.stream().mapToInt(place -> place.json().length() + 2).sum();
        var out = new ByteWriter(length).write("{\"html_attributions\":").write(utf8(attributions.encode()));
        out.write(",\"results\":[");
        String separator = "\n";
        for (FoundPlace place : places) {
            out.write(separator).write(place.json());
            separator = ",\n";
        }
        out.write("],\"status\":\"").write(status.name()).write('"');
        if (errorMessage != null) {
            out.write(",\"error_message\":").write(utf8(Json.encode(errorMessage)));
        }
        if (!infoMessages.isEmpty()) {
            out.write(",\"info_messages\":").write(utf8(infoMessages.encode()));
        }
        return out.write('}').take();
    }

    private static Bytes utf8(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return Bytes.view(bytes, 0, bytes.length);
    }

    /** The same as text. */
    String text() {
        return UTF_8.decode(bytes().toByteBuffer()).toString();
    }

    /** As much of it as may be kept of Google's places: their ids. */
    Bytes idsOnly() {
        var ids = new JsonArray(places.stream().map(FoundPlace::id).toList());
        return utf8(new JsonObject().put("status", status).put("place_ids", ids).encode());
    }
}
