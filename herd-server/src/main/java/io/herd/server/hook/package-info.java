/**
 * Webhooks: what happens at fences is posted to the URLs of the configuration. Start at {@link io.herd.server.hook.Webhooks}.
 */
@NullMarked
@CheckReturnValue
package io.herd.server.hook;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
