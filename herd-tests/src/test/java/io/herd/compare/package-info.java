/**
 * Compares the herd with servers that do a part of its work: Redis, NATS, herds in Python and Node.js, and a bare echo. Start at
 * {@link io.herd.compare.Comparison}.
 */
@NullMarked
@CheckReturnValue
package io.herd.compare;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
