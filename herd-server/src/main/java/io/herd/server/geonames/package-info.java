/**
 * Makes tables of places, as the gazetteer reads them, of GeoNames' dumps. Start at
 * {@link io.herd.server.geonames.DumpImport}.
 */
@NullMarked
@CheckReturnValue
package io.herd.server.geonames;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
