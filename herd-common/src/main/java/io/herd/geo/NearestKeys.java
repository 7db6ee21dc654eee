package io.herd.geo;

import java.util.Arrays;

/** The nearest of the keys that are offered: at most so many, none beyond a bound. */
final class NearestKeys {
    private final double[] squares;
    private final long[] keys;
    private double bound;
    private int size;

    /** @param bound the largest square of a distance */
    NearestKeys(double bound, int limit) {
        this.bound = limit == 0 ? -1 : bound;
        squares = new double[limit];
        keys = new long[limit];
    }

    /** No key that is farther has a chance. */
    double bound() {
        return bound;
    }

    /** Keeps a key if it is among the nearest so far. Of keys equally far, the lower one is nearer. */
    void offer(long key, double square) {
        if (square > bound || (size == keys.length && square == bound && key > keys[size - 1])) {
            return;
        }
        int at = size == keys.length ? size - 1 : size++;
        for (; at > 0 && isBefore(key, square, at - 1); at--) {
            squares[at] = squares[at - 1];
            keys[at] = keys[at - 1];
        }
        squares[at] = square;
        keys[at] = key;
        if (size == keys.length) {
            bound = squares[size - 1];
        }
    }

    private boolean isBefore(long key, double square, int other) {
        return square < squares[other] || (square == squares[other] && key < keys[other]);
    }

    /** The nearest first. */
    long[] keys() {
        return Arrays.copyOf(keys, size);
    }
}
