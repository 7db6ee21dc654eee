/**
 * What is near a point: the gazetteer, embedded and imported, its HTTP service in the form of Google's Nearby Search, and the client
 * that asks such a service, Google's or OpenStreetMap's. Start at {@link io.herd.server.places.NearbySearch}: it answers
 * from a {@link io.herd.server.places.PlaceCache}, else through an {@link io.herd.server.places.Asker}, whose {@link
 * io.herd.server.places.Source} says what to ask and what the answers mean.
 */
@NullMarked
@CheckReturnValue
package io.herd.server.places;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
