/**
 * What a server knows of the herd's clients, and what its neighbours have yet to be told. Pure and safe for any number
 * of threads: no sockets, no clock. Start at {@link io.herd.state.HerdState}.
 */
@NullMarked
@CheckReturnValue
package io.herd.state;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
