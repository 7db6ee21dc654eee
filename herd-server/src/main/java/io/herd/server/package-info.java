/**
 * The wiring: what a server is made of, its start and its orderly stop. Start at {@link io.herd.server.HerdServer}.
 */
@NullMarked
@CheckReturnValue
package io.herd.server;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
