/**
 * Recorded tracks: reads and writes files of points, and says when each is due. Start at {@link io.herd.track.TrackFormats}, which recognises
 * a file's format and opens the {@link io.herd.track.TrackReader} for it. Readers pull: they hold one point of a file at a time, or the
 * points of one line where a format has positions and times apart. No sockets, no clock.
 */
@NullMarked
@CheckReturnValue
package io.herd.track;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
