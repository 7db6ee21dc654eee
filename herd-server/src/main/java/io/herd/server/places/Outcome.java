package io.herd.server.places;

import java.time.Duration;

/** The result of a search at a provider: the answer, and what it says about the provider's health. */
sealed interface Outcome extends Step {
    NearbyDocument document();

    /** The provider works, even if it rejected the request. */
    record Answered(NearbyDocument document) implements Outcome {}

    /** The provider does not work. */
    record Failed(NearbyDocument document) implements Outcome {}

    /** The provider asks for a pause. */
    record BackOff(NearbyDocument document, Duration pause) implements Outcome {}

    /** The provider's health is unknown: it was not asked, or had too little time to answer. */
    record Inconclusive(NearbyDocument document) implements Outcome {}
}
