package io.herd.server.places;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Comparator.comparingDouble;

import io.herd.geo.Position;
import io.herd.protocol.Bytes;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer of a Nearby Search, in Google's legacy form.
 *
 * @param attributions the attribution that must be shown with the places
 * @param places none unless the status is OK
 * @param completeRadius within so many metres of where was searched no place is missing; negative where the
 *     provider does not tell
 * @param message for people: why there is no answer, or why it may lack places; null if all is well
 * @param infoMessages for people, from the provider
 */
record NearbyDocument(
        JsonArray attributions,
        List<FoundPlace> places,
        double completeRadius,
        SearchStatus status,
        @Nullable String message,
        JsonArray infoMessages) {

    /** The radius of providers that do not say how far they are complete. */
    static final double UNTOLD = -1;

    /** Where each service of this form answers. */
    static final String PATH = "/maps/api/place/nearbysearch/json";

    /** The answer of a successful search, perhaps without places. */
    static NearbyDocument found(JsonArray attributions, List<FoundPlace> places, double completeRadius) {
        return new NearbyDocument(attributions, places, completeRadius, status(places), null, new JsonArray());
    }

    /** The answer of a failed search. */
    static NearbyDocument failed(SearchStatus status, String message) {
        return new NearbyDocument(new JsonArray(), List.of(), UNTOLD, status, message, new JsonArray());
    }

    private static SearchStatus status(List<FoundPlace> places) {
        return places.isEmpty() ? SearchStatus.ZERO_RESULTS : SearchStatus.OK;
    }

    /** The same with more to say to people. */
    NearbyDocument withAdvice(String advice) {
        return new NearbyDocument(attributions, places, completeRadius, status, message + advice, infoMessages);
    }

    /** The same with other messages from the provider. */
    NearbyDocument withInfo(JsonArray messages) {
        return new NearbyDocument(attributions, places, completeRadius, status, message, messages);
    }

    /** The same as part of an answer, which a failure cut short. */
    NearbyDocument partial(NearbyDocument failure) {
        return partial(String.valueOf(failure.message));
    }

    /** The same as part of an answer, and why it is no more. */
    NearbyDocument partial(String why) {
        String caution = "Some places may be missing: " + why;
        return new NearbyDocument(attributions, places, completeRadius, status, caution, infoMessages);
    }

    /** Whether places may be missing within the radius that was asked for, and for another reason than the limit. */
    boolean isPartial() {
        return status.isSuccess() && message != null;
    }

    /** The same as a complete answer, where no place of a search is missing. */
    NearbyDocument whole() {
        return isPartial()
                ? new NearbyDocument(attributions, places, completeRadius, status, null, infoMessages)
                : this;
    }

    /**
     * The same with only the places of a search: none beyond the radius, the nearest first, up to the limit. A partial answer
     * without any is a failure, since there may be some.
     */
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
        return nearest.isEmpty() && message != null
                ? failed(SearchStatus.UNKNOWN_ERROR, message)
                : new NearbyDocument(attributions, nearest, completeRadius, status(nearest), message, infoMessages);
    }

    private record Distant(FoundPlace place, double metres) {}

    /** How far the last of the places is; 0 where there is none. */
    double farthest(Position center) {
        return places.isEmpty() ? 0 : center.distanceTo(places.getLast().position());
    }

    /** As JSON in UTF-8. */
    Bytes bytes() {
        return NearbyWriter.write(this);
    }

    /** The same as text. */
    String text() {
        return UTF_8.decode(bytes().toByteBuffer()).toString();
    }

    /** The ids of the places, which are all of Google's content that may be stored. */
    Bytes idsOnly() {
        var ids = new JsonArray(places.stream().map(FoundPlace::id).toList());
        byte[] json = new JsonObject()
                .put("status", status)
                .put("place_ids", ids)
                .encode()
                .getBytes(UTF_8);
        return Bytes.view(json, 0, json.length);
    }
}
