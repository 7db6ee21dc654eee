/**
 * Puts servers under load and measures what they do: herds, and whatever else speaks in lines, for comparison. Start at
 * {@link io.herd.bench.Load}.
 */
@NullMarked
@CheckReturnValue
package io.herd.bench;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
