/**
 * The one way in for a report, whatever carried it: admission, merge into the state, and the flush of every sink that its
 * acknowledgement depends on. Start at {@link io.herd.server.intake.ReportIntake}.
 */
@NullMarked
@CheckReturnValue
package io.herd.server.intake;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
