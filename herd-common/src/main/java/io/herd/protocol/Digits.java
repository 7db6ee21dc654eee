package io.herd.protocol;

/** Reads digits eight at a time: half of what clients send are numbers. */
final class Digits {
    /** A longer run may be more than a long holds. */
    static final int MOST = 18;

    private static final long[] POWERS = new long[MOST + 1];

    static {
        POWERS[0] = 1;
        for (int i = 1; i <= MOST; i++) {
            POWERS[i] = POWERS[i - 1] * 10;
        }
    }

    private Digits() {}

    /** Ten to the power of 0 to {@link #MOST}. */
    static long power(int exponent) {
        return POWERS[exponent];
    }

    /** Where the run of digits ends that begins at an index. */
    static int end(Bytes text, int start) {
        int at = start;
        int more;
        do {
            more = count(text.wordAt(at));
            at += more;
        } while (more == Long.BYTES);
        return at;
    }

    /** The number that digits make from one index up to another, at most {@link #MOST}; 0 if there are none. */
    static long number(Bytes text, int start, int end) {
        long number = 0;
        for (int at = start; at < end; at += Long.BYTES) {
            int count = Math.min(Long.BYTES, end - at);
            number = number * POWERS[count] + number(text.wordAt(at), count);
        }
        return number;
    }

    /** How many of a word's bytes are digits, before the first that is none. */
    private static int count(long word) {
        long values = word ^ '0' * Scan.ONES;
        // Sets the high bit of each byte above 9; what is behind the first of them may be wrong.
        long others = (values | (values + (0x7f - 9) * Scan.ONES)) & Scan.HIGHS;
        return Scan.first(others);
    }

    /** The number that a word's first digits make, from 1 to 8 of them. */
    private static long number(long word, int count) {
        // Zeros before it, then the sums of neighbours: of digits, of pairs, of fours.
        long ones = (word ^ '0' * Scan.ONES) << (Long.SIZE - Byte.SIZE * count);
        long pairs = ((ones * ((10 << 8) + 1)) >>> 8) & 0x00ff00ff00ff00ffL;
        long fours = ((pairs * ((100 << 16) + 1)) >>> 16) & 0x0000ffff0000ffffL;
        return (fours * ((10_000L << 32) + 1)) >>> 32;
    }
}
