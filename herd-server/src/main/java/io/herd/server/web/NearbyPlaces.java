package io.herd.server.web;

import io.herd.geo.Position;
import io.herd.protocol.NearbyAnswer;
import io.vertx.core.Future;

/** Knows what is near a point. */
@FunctionalInterface
public interface NearbyPlaces {
    /**
     * The places within a radius in metres, at most {@code limit}, nearest first. Never fails: an answer that could not
     * be had is a document that says why.
     */
    Future<NearbyAnswer> near(Position center, double radius, int limit);
}
