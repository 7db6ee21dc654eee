/** Measures how the costs of a herd grow with clients, connections and servers. Start at {@link io.herd.growth.Growth}. */
@NullMarked
@CheckReturnValue
package io.herd.growth;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
