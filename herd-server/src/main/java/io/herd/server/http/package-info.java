/**
 * The HTTP services of a server: status, health and metrics. Start at
 * {@link io.herd.server.http.StatusService}.
 */
@NullMarked
@CheckReturnValue
package io.herd.server.http;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
