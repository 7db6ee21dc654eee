/**
 * TLS on a server's ports: certificates from PEM files, reloaded when they change, and handshakes. Start at
 * {@link io.herd.server.tls.TlsService}.
 */
@NullMarked
@CheckReturnValue
package io.herd.server.tls;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
