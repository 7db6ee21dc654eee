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
        while (at < line.length() && line.isSpace(at)) {
            at++;
        }
        if (at == line.length()) {
            return null;
        }
        int start = at;
        at = line.endOfField(start);
        return line.subSequence(start, at);
    }
}
