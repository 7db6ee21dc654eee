/** What is measured, not tested. Start at {@link io.herd.measure.GazetteerFigures}. */
@NullMarked
package io.herd.measure;

import org.jspecify.annotations.NullMarked;
