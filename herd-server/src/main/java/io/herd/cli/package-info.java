/** The commands of the launcher. Start at {@link io.herd.cli.Main}. */
@NullMarked
@CheckReturnValue
package io.herd.cli;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
