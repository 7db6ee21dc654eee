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
        return start < line.length() && end(line.endOfField(start)) ? line.subSequence(start, at) : null;
    }

    /** Where the next field begins; the line's end if there is none. */
    int begin() {
        while (at < line.length() && line.isSpace(at)) {
            at++;
        }
        return at;
    }

    /** Goes on behind the field that has begun, if it ends at an index, which it need not. */
    boolean end(int index) {
        at = index;
        return index == line.length() || line.isSpace(index);
    }
}
