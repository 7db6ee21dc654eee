package io.herd.server.places;

/** The next step after a provider's answer: the outcome of the search, or another request. */
sealed interface Step permits Outcome, Question {}
