/**
 * What a server says of itself over HTTP, and how that is read again. Start at
 * {@link io.herd.server.web.StatusService}.
 */
@NullMarked
@CheckReturnValue
package io.herd.server.web;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
