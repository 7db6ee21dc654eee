/**
 * What a server says over HTTP: the API for clients, and its own status, health and metrics, with how these are read again. Start at
 * {@link io.herd.server.web.Api} and {@link io.herd.server.web.StatusService}.
 */
@NullMarked
@CheckReturnValue
package io.herd.server.web;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
