/**
 * Puts servers under load and measures them: herds and, for comparison, other servers with line protocols. Start at
 * {@link io.herd.bench.Load}.
 */
@NullMarked
@CheckReturnValue
package io.herd.bench;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
