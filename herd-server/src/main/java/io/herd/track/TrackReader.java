package io.herd.track;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads the points of a file one after the other, in the order of the file. */
public interface TrackReader extends Closeable {
    /**
     * The next point, or what had to be skipped; null at the end.
     *
     * @throws TrackException if the file is broken there
     * @throws IOException if it cannot be read
     */
    @Nullable
    TrackItem next() throws IOException;
}
