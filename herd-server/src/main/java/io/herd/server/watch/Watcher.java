package io.herd.server.watch;

import io.herd.protocol.Bytes;
import java.util.List;
import java.util.Map;

/** Who watches. All its methods are called on its event loop. */
public interface Watcher {
    /**
     * A watch has begun, and clients of these names were of interest then. All changes since will be {@linkplain #changed told}.
     *
     * @param known is not changed any more, and shared with others that begin
     */
    void began(Interest interest, List<Bytes> known);

    /**
     * Clients have changed.
     *
     * @param lines what is to be said of them, by {@link Interest#writeChange}
     */
    void changed(Interest interest, Map<Bytes, Presence> clients, Bytes lines);

    /** A watch has ended, or has not begun: too many clients are watched, or the server stops. */
    void ended(Interest interest);
}
