/**
 * A TCP connection that carries lines, for any protocol: framing, back-pressure, half-close, orderly end.
 * Sessions use {@link io.herd.server.net.Wire} and implement {@link io.herd.server.net.LineListener}, so
 * that they run without sockets as well.
 */
@NullMarked
@CheckReturnValue
package io.herd.server.net;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
