package io.herd.server.places;

import io.herd.geo.Position;

/**
 * A search for places near a point.
 *
 * @param radius in metres
 * @param limit how many places at most, the nearest
 */
record Search(Position center, double radius, int limit) {}
