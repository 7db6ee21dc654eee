/** Vehicles that move, for those who want to see a herd at work. Start at {@link io.herd.demo.Flight}. No sockets, no clock. */
@NullMarked
@CheckReturnValue
package io.herd.demo;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
