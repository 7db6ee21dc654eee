package io.herd.protocol;

/** Numbers as clients write them, {@code 1520023934.918963997}: digits, and a point with digits behind it if wished. */
final class Decimal {
    /** No index: there is no such number. */
    static final int NONE = -1;

    static final long NANOS = 1_000_000_000;
    private static final int DECIMALS = 9;
    /** So many seconds are beyond a long of nanoseconds. */
    private static final long TOO_LONG = Long.MAX_VALUE / NANOS;

    private Decimal() {}

    /** Where such a number ends that begins at an index, or {@link #NONE}: no sign, no point without digits on both sides. */
    static int end(Bytes text, int start) {
        int point = Digits.end(text, start);
        return point == start ? NONE : endOfFraction(text, point);
    }

    /** Where the digits behind a point end, if one is there, or else where it would be; {@link #NONE} if it has none. */
    static int endOfFraction(Bytes text, int point) {
        if (point >= text.length() || text.charAt(point) != '.') {
            return point;
        }
        int end = Digits.end(text, point + 1);
        return end > point + 1 ? end : NONE;
    }

    /** The whole text as {@link #nanos(Bytes, int, int)} has it, or -1 if it is no such number. */
    static long nanos(Bytes text) {
        return end(text, 0) == text.length() ? nanos(text, 0, text.length()) : -1;
    }

    /** A number from one index to its end in billionths, digits behind the ninth left out; -1 if that is beyond a long. */
    static long nanos(Bytes text, int start, int end) {
        int point = Digits.end(text, start);
        int first = start;
        while (point - first > Digits.MOST && text.charAt(first) == '0') {
            first++;
        }
        long seconds = point - first > Digits.MOST ? TOO_LONG : Digits.number(text, first, point);
        if (seconds >= TOO_LONG) {
            return -1;
        }
        int decimals = Math.clamp(end - point - 1, 0, DECIMALS);
        long fraction = Digits.number(text, point + 1, point + 1 + decimals) * Digits.power(DECIMALS - decimals);
        return seconds * NANOS + fraction;
    }
}
