package io.herd.protocol;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of bytes into lines, however the bytes were split on the way. Feed it what came in, then take
 * {@link #next} until it is null. The lines are views of the bytes fed: nothing is copied but a line that was split.
 */
public final class LineFramer {
    private static final byte[] NOTHING = {};

    private int limit;
    private byte[] bytes = NOTHING;
    private int start;
    private int searched;

    /**
     * A framer of lines of at most {@code limit} bytes, the terminator not counted.
     */
    public LineFramer(int limit) {
        this.limit = limit;
    }

    /** Changes how long a line may be, from the next one on. */
    public void limit(int bytes) {
        limit = bytes;
    }

    /** Takes bytes that came in; the array is the framer's from now on. */
    public void feed(byte[] chunk) {
        int rest = bytes.length - start;
        if (rest == 0) {
            bytes = chunk;
        } else {
            byte[] joined = new byte[rest + chunk.length];
            System.arraycopy(bytes, start, joined, 0, rest);
            System.arraycopy(chunk, 0, joined, rest, chunk.length);
            bytes = joined;
        }
        searched -= start;
        start = 0;
    }

    /** The next whole line without its LF; null where there is none yet, or where it is {@linkplain #overlong over-long}. */
    public @Nullable Bytes next() {
        searched = Scan.endOfLine(bytes, searched, bytes.length);
        if (start == bytes.length) {
            // An idle connection keeps no bytes.
            bytes = NOTHING;
            start = searched = 0;
        }
        if (searched == bytes.length || searched - start > limit) {
            keepTheRestOnly();
            return null;
        }
        Bytes line = Bytes.view(bytes, start, searched);
        start = ++searched;
        return line;
    }

    /** Lets go of what was handed on: a line's first bytes must not keep all that came with them. */
    private void keepTheRestOnly() {
        if (start > 0) {
            bytes = Arrays.copyOfRange(bytes, start, bytes.length);
            searched -= start;
            start = 0;
        }
    }

    /** How many bytes it holds on to, once {@link #next} is null. */
    public int held() {
        return bytes.length;
    }

    /** Once {@link #next} is null: the first bytes of a line over the limit, or null if the line begun is within it. */
    public @Nullable Bytes overlong() {
        return searched - start > limit ? Bytes.view(bytes, start, start + limit) : null;
    }

    /** Once {@link #next} is null: whether a line has begun that has no LF yet. */
    public boolean isInMidLine() {
        return start < bytes.length;
    }

    /** At the end of the stream, once {@link #next} is null: the last line, if it has no LF and is not empty. */
    public @Nullable Bytes rest() {
        if (start == bytes.length) {
            return null;
        }
        Bytes rest = Bytes.view(bytes, start, bytes.length);
        start = bytes.length;
        return rest;
    }
}
