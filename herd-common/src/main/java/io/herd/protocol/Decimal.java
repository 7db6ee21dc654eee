package io.herd.protocol;

/** Numbers as clients write them, {@code 1520023934.918963997}: digits, and a point with digits behind it if wished. */
final class Decimal {
    static final long NANOS = 1_000_000_000;
    /** So many seconds are beyond a long of nanoseconds. */
    private static final long TOO_LONG = Long.MAX_VALUE / NANOS;

    private Decimal() {}

    /** Whether the text is such a number: no sign, no exponent, no point without digits on both sides. */
    static boolean isDecimal(CharSequence text) {
        int point = endOfDigits(text, 0);
        return point > 0 && (point == text.length() || isFraction(text, point));
    }

    /** The number in billionths, digits behind the ninth left out; -1 if it is not such a number or beyond a long. */
    static long nanos(CharSequence text) {
        long seconds = 0;
        int at = 0;
        for (; at < text.length() && isDigit(text.charAt(at)) && seconds < TOO_LONG; at++) {
            seconds = seconds * 10 + (text.charAt(at) - '0');
        }
        int point = at;
        if (point == 0 || seconds >= TOO_LONG || (point < text.length() && !isFraction(text, point))) {
            return -1;
        }
        long nanos = 0;
        for (int unit = 1; unit <= 9; unit++) {
            nanos = nanos * 10 + (point + unit < text.length() ? text.charAt(point + unit) - '0' : 0);
        }
        return seconds * NANOS + nanos;
    }

    /** Whether from an index on there is nothing but a point and at least one digit. */
    private static boolean isFraction(CharSequence text, int point) {
        int end = endOfDigits(text, point + 1);
        return text.charAt(point) == '.' && end > point + 1 && end == text.length();
    }

    private static int endOfDigits(CharSequence text, int start) {
        int at = start;
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
