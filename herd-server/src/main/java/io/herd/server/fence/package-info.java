/**
 * Fences, and who enters and leaves them: plain code on reports, with time passed in. Start at
 * {@link io.herd.server.fence.FenceTracker}.
 */
@NullMarked
@CheckReturnValue
package io.herd.server.fence;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
