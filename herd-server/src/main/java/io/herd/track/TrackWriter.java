package io.herd.track;

import java.io.Closeable;
import java.io.IOException;

/** Writes the points of one client as a file that {@link TrackFormats} reads again. Closing it ends the file. */
public interface TrackWriter extends Closeable {
    /** Writes a point. */
    void write(TrackPoint point) throws IOException;
}
