/**
 * Where clients are, followed as they move: who is near whom, and who watches whom. Start at {@link io.herd.server.watch.LiveClients}.
 */
@NullMarked
@CheckReturnValue
package io.herd.server.watch;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
