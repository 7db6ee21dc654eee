package io.herd.measure;

/** Seconds for the reports of loads, each newer than all before. */
public final class Clock {
    private static long last = System.currentTimeMillis() / 1_000;

    private Clock() {}

    /** The next second, POSIX time. */
    public static synchronized long next() {
        return ++last;
    }
}
