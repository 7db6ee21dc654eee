package io.herd.protocol;

/**
 * What is near a client: the second part of the answer to WHATSAT.
 *
 * @param document the JSON document of Google's Nearby Search in its legacy form, UTF-8; no empty line within, no newline at its end
 * @param loggable what of it may be kept in a log: JSON in UTF-8
 */
public record NearbyAnswer(Bytes document, Bytes loggable) {}
