/**
 * Converts GeoNames' dumps into tables of places that the gazetteer reads. Start at
 * {@link io.herd.server.geonames.DumpImport}.
 */
@NullMarked
@CheckReturnValue
package io.herd.server.geonames;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
