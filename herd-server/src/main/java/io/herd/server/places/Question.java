package io.herd.server.places;

import java.util.function.Function;

/**
 * A request to a source, and what makes of its answer the next step.
 *
 * @param reader never throws, whatever the answer holds
 */
record Question(PlacesRequest request, Function<HttpAnswer, Step> reader) implements Step {}
