/**
 * A client's connection: commands in, replies out in the order of the commands. Start at
 * {@link io.herd.server.client.ClientSession}.
 */
@NullMarked
@CheckReturnValue
package io.herd.server.client;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
