/**
 * A whole herd in one thread, driven by a seed: the same code of state and links over a simulated network and clock.
 * Start at {@link io.herd.sim.Simulation}.
 */
@NullMarked
@CheckReturnValue
package io.herd.sim;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
