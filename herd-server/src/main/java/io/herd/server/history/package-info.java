/**
 * Where clients were before: the reports that a server takes, late ones too, in memory and on its disk. docs/history.md describes it. Start
 * at {@link io.herd.server.history.History}, which owns the thread; what decides is in {@link io.herd.server.history.Tracks}, which says
 * what is kept and what goes, and in {@link io.herd.server.history.HistoryRounds}, plain code over a {@link
 * io.herd.server.journal.SegmentLog}.
 */
@NullMarked
@CheckReturnValue
package io.herd.server.history;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
