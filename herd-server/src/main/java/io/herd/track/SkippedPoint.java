package io.herd.track;

/**
 * A point of a file that cannot be used.
 *
 * @param place where it is in the file, for people: {@code line 17}
 */
public record SkippedPoint(Flaw flaw, String place) implements TrackItem {}
