package io.herd.track;

/** What a file has: a point, or one that had to be skipped. */
public sealed interface TrackItem permits TrackPoint, SkippedPoint {}
