/**
 * A file a server: what its clients and neighbours say and hear, links found and lost, what Places answered. Written
 * asynchronously, so that a slow disk slows nobody. Start at {@link io.herd.server.log.ServerLog}.
 */
@NullMarked
@CheckReturnValue
package io.herd.server.log;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
