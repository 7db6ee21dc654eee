package io.herd.track;

/**
 * What a device measured besides its position; {@link Double#NaN} where it is unknown.
 *
 * @param accuracy the radius of the error, in metres
 * @param altitude metres
 * @param speed metres a second
 * @param course degrees from north, clockwise
 * @param battery percent
 */
public record Readings(double accuracy, double altitude, double speed, double course, double battery) {}
