package io.herd.geo;

import java.util.Arrays;

/** The nearest of the points that are offered: at most so many, none beyond a radius. */
final class NearestFew {
    private final double[] distances;
    private final int[] numbers;
    private final double radius;
    private int size;

    NearestFew(double radius, int limit) {
        this.radius = radius;
        distances = new double[limit];
        numbers = new int[limit];
    }

    /** Keeps the point if it is among the nearest so far. */
    void offer(int number, double distance) {
        // Written so that a radius that is not a number takes nothing.
        if (!(distance <= radius)) {
            return;
        }
        int at = size;
        while (at > 0 && isBefore(number, distance, at - 1)) {
            at--;
        }
        if (at == numbers.length) {
            return;
        }
        size = Math.min(size + 1, numbers.length);
        System.arraycopy(distances, at, distances, at + 1, size - at - 1);
        System.arraycopy(numbers, at, numbers, at + 1, size - at - 1);
        distances[at] = distance;
        numbers[at] = number;
    }

    private boolean isBefore(int number, double distance, int other) {
        return distance < distances[other] || (distance == distances[other] && number < numbers[other]);
    }

    /** Nearest first; of points equally far, the lower number first. */
    int[] numbers() {
        return Arrays.copyOf(numbers, size);
    }
}
