/**
 * Durable memory on disk: a write-ahead log of batches of reports, and snapshots that replace older logs. docs/journal.md describes
 * the files. Start at {@link io.herd.server.journal.Journal}, which owns the threads; what decides is in
 * {@link io.herd.server.journal.Committer}, {@link io.herd.server.journal.Snapshot} and
 * {@link io.herd.server.journal.JournalLoader}, plain code over a {@link io.herd.server.journal.Disk}.
 */
@NullMarked
@CheckReturnValue
package io.herd.server.journal;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
