/**
 * Several herds share a topic, and each keeps the clients of its own partitions: which herd that is, and the way there for what concerns
 * others' clients. Start at {@link io.herd.server.owner.Forwarding}.
 */
@NullMarked
@CheckReturnValue
package io.herd.server.owner;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
