/**
 * Where clients are in space, followed as they move. Start at {@link io.herd.server.watch.ClientIndex}.
 */
@NullMarked
@CheckReturnValue
package io.herd.server.watch;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
