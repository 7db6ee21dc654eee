/**
 * The words that cross the wire: messages as sealed interfaces of records, the framer and the parsers of lines, the
 * writer of lines. Pure: bytes in, values out. Start at {@link io.herd.protocol.Command} and
 * {@link io.herd.protocol.Report}.
 */
@NullMarked
@CheckReturnValue
package io.herd.protocol;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
