package io.herd.server.journal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The name of a journal's file, such as {@code 00000042.log}. */
record FileName(long number, Kind kind) implements Comparable<FileName> {
    /** What a file holds. */
    enum Kind {
        /** Batches in the order in which they were committed. */
        LOG(".log"),
        /** The whole state at a time. */
        SNAPSHOT(".snapshot"),
        /** A snapshot that is being written. */
        UNFINISHED(".snapshot.tmp");

        private final String suffix;

        Kind(String suffix) {
            this.suffix = suffix;
        }
    }

    private static final Pattern FORM = Pattern.compile("([0-9]{8,18})(\\.log|\\.snapshot|\\.snapshot\\.tmp)");

    static FileName log(long number) {
        return new FileName(number, Kind.LOG);
    }

    static FileName snapshot(long number) {
        return new FileName(number, Kind.SNAPSHOT);
    }

    static FileName unfinished(long number) {
        return new FileName(number, Kind.UNFINISHED);
    }

    /** The file of a name; null for a file that is none of the journal's. */
    static @Nullable FileName parse(String name) {
        Matcher matcher = FORM.matcher(name);
        if (!matcher.matches()) {
            return null;
        }
        long number = Long.parseLong(matcher.group(1));
        for (Kind kind : Kind.values()) {
            if (kind.suffix.equals(matcher.group(2))) {
                return new FileName(number, kind);
            }
        }
        return null;
    }

    @Override
    public int compareTo(FileName other) {
        int byNumber = Long.compare(number, other.number);
        return byNumber != 0 ? byNumber : kind.compareTo(other.kind);
    }

    @Override
    public String toString() {
        return String.format("%08d", number) + kind.suffix;
    }
}
