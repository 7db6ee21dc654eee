/** Benchmarks. Start at {@link io.herd.bench.GazetteerFigures}. */
@NullMarked
package io.herd.bench;

import org.jspecify.annotations.NullMarked;
