/**
 * Where things are: positions, distances, and an index that finds the points near a point.
 * Start at {@link io.herd.geo.Position}.
 */
@NullMarked
@CheckReturnValue
package io.herd.geo;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
