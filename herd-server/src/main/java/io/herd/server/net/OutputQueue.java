package io.herd.server.net;

import io.herd.protocol.Bytes;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Output of a connection that its transport has not been given yet. It leaves in slices, since the transport copies what it is
 * given to memory outside the heap and keeps all of a copy until the other side has taken the last byte of it. Confined to one
 * thread.
 */
final class OutputQueue {
    /** The maximum length of a slice, in bytes. */
    static final int SLICE = 32 * 1024;

    private final Queue<Bytes> waiting = new ArrayDeque<>(1);
    /** How many bytes of the first have left. */
    private int left;

    void add(Bytes bytes) {
        waiting.add(bytes);
    }

    /** Removes the next slice; null if nothing waits. */
    @Nullable
    Bytes next() {
        Bytes first = waiting.peek();
        if (first == null) {
            return null;
        }
        int from = left;
        int to = Math.min(from + SLICE, first.length());
        if (to == first.length()) {
            Bytes _ = waiting.remove();
            left = 0;
        } else {
            left = to;
        }
        return first.subSequence(from, to);
    }
}
