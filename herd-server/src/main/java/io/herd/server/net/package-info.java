/**
 * A TCP connection that carries lines, whatever is spoken over it: framing, back-pressure, half-close, orderly end.
 * Sessions see only {@link io.herd.server.net.Wire} and are seen only as {@link io.herd.server.net.LineListener}, so
 * that they run without sockets as well.
 */
@NullMarked
@CheckReturnValue
package io.herd.server.net;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
