/**
 * What is near a point: the gazetteer, embedded and imported, its HTTP service in the form of Google's Nearby Search, and
 * the client that asks such a service, ours or Google's. Start at {@link io.herd.server.places.NearbySearch}.
 */
@NullMarked
@CheckReturnValue
package io.herd.server.places;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
