package io.herd.server.places;

/** What follows from an answer of a provider: the outcome of the search, or another request. */
sealed interface Step permits Outcome, Question {}
