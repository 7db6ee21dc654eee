package io.herd.server.journal;

import io.herd.protocol.Bytes;

/**
 * Lines for a {@link SegmentLog}.
 *
 * @param lines as neighbours get them, each with its LF
 * @param count how many they are
 * @param newest the latest time in them: POSIX time in nanoseconds
 */
public record SegmentLines(Bytes lines, int count, long newest) {
    static SegmentLines of(Bytes lines, long newest) {
        return new SegmentLines(lines, BatchWriter.lineFeeds(lines, 0, lines.length()), newest);
    }
}
