package io.herd.protocol;

import org.jspecify.annotations.Nullable;

/** The fields of a line, one after the other: runs of bytes between white space. */
final class Fields {
    private final Bytes line;
    private int at;

    Fields(Bytes line) {
        this.line = line;
    }

    /** The next field, or null behind the last. */
    @Nullable
    Bytes next() {
        int start = begin();
        if (start == line.length()) {
            return null;
        }
        at = line.endOfField(start);
        return line.subSequence(start, at);
    }

    /** Where the next field begins; the line's end if there is none. */
    int begin() {
        while (at < line.length() && line.isSpace(at)) {
            at++;
        }
        return at;
    }

    /** Goes on from an index, and says whether the field that has begun ends there. */
    boolean endsAt(int index) {
        at = index;
        return index == line.length() || line.isSpace(index);
    }
}
