package io.herd.server.places;

/** What follows from an answer of a source: the document, or another question. */
sealed interface Step permits NearbyDocument, Question {}
