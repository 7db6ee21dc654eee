/**
 * The log file of a server: its traffic, its events, and the answers of place providers. It is written
 * asynchronously, so that a slow disk delays no event loop. Start at {@link io.herd.server.log.ServerLog}.
 */
@NullMarked
@CheckReturnValue
package io.herd.server.log;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
