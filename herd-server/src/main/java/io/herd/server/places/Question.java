package io.herd.server.places;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A request to a provider, and the reader that turns its answer into the next step.
 *
 * @param reader never throws, whatever the answer holds
 * @param soFar what to answer if this request fails; null if earlier ones have found nothing
 */
record Question(
        PlacesRequest request,
        Function<HttpAnswer, Step> reader,
        @Nullable NearbyDocument soFar) implements Step {
    /** The first of a search. */
    Question(PlacesRequest request, Function<HttpAnswer, Step> reader) {
        this(request, reader, null);
    }
}
