/**
 * What is near a point: the gazetteer, embedded and imported, its HTTP service in the form of Google's Nearby Search, and
 * the client that asks such a service, Google's or OpenStreetMap's. Start at {@link io.herd.server.places.NearbySearch}:
 * it answers from a {@link io.herd.server.places.PlaceCache}, else through a {@link io.herd.server.places.SingleFlight},
 * whose {@link io.herd.server.places.Source} builds the requests and interprets the answers, and whose {@link
 * io.herd.server.places.Limiter} holds the circuit breaker.
 */
@NullMarked
@CheckReturnValue
package io.herd.server.places;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
