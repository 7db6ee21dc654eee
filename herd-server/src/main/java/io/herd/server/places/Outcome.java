package io.herd.server.places;

import java.time.Duration;

/** How a search at a provider ended: what to answer, and what that says about the provider's health. */
sealed interface Outcome extends Step {
    NearbyDocument document();

    /** The provider works, be it that it finds fault with the request. */
    record Answered(NearbyDocument document) implements Outcome {}

    /** The provider does not work. */
    record Failed(NearbyDocument document) implements Outcome {}

    /** The provider is not to be asked for a while. */
    record BackOff(NearbyDocument document, Duration pause) implements Outcome {}

    /** Nothing was learnt about the provider: it was not asked, or had too little time to answer. */
    record Inconclusive(NearbyDocument document) implements Outcome {}
}
