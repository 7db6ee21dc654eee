/**
 * Fuzzing of all code that reads what others have written: {@link io.herd.fuzz.FuzzTarget} lists the targets, {@link io.herd.fuzz.Fuzzer} is
 * what Jazzer runs, and {@link io.herd.fuzz.SeedsTest} replays the seeds and the findings.
 */
@NullMarked
package io.herd.fuzz;

import org.jspecify.annotations.NullMarked;
