package io.herd.compare;

/** Seconds for the reports of loads, each newer than all before. */
final class Clock {
    private static long last = System.currentTimeMillis() / 1_000;

    private Clock() {}

    static synchronized long next() {
        return ++last;
    }
}
