/**
 * A file a server: its input and output, links found and lost, what Places answered. Written behind the servers' backs,
 * so that a slow disk slows nobody. Start at {@link io.herd.server.log.ServerLog}.
 */
@NullMarked
@CheckReturnValue
package io.herd.server.log;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
