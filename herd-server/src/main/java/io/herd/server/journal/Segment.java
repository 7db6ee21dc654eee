package io.herd.server.journal;

/**
 * A file of a {@link SegmentLog} that is not written to any more.
 *
 * @param bytes how long it is
 * @param newest the latest time of what stands in it: POSIX time in nanoseconds
 */
public record Segment(FileName name, long bytes, long newest) {}
