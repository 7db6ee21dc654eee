/**
 * Links between servers. Each server dials each of its neighbours and tells it, on that connection, what is pending for it;
 * what the neighbour has to tell comes over the connection that the neighbour dialled. {@link DialledLink} and
 * {@link AcceptedLink} are the two ends, plain code on lines and time; {@link LinksVerticle} and {@link LinkAcceptorVerticle} give
 * them sockets and clocks.
 */
@NullMarked
@CheckReturnValue
package io.herd.server.link;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
