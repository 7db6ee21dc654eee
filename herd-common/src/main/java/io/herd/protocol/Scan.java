package io.herd.protocol;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds bytes in arrays, eight at a time: where lines and fields end is looked for at every byte that comes in. */
final class Scan {
    static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    static final long ONES = 0x0101010101010101L;
    static final long HIGHS = 0x8080808080808080L;
    /** Above all white space. */
    private static final int BEYOND_SPACES = ' ' + 1;

    private Scan() {}

    /** Where the first LF in {@code array[from..to)} is, or {@code to}. */
    static int endOfLine(byte[] array, int from, int to) {
        int at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            long zeros = (long) LONGS.get(array, at) ^ '\n' * ONES;
            long found = (zeros - ONES) & ~zeros & HIGHS;
            if (found != 0) {
                return at + first(found);
            }
        }
        while (at < to && array[at] != '\n') {
            at++;
        }
        return at;
    }

    /** Where the first white space in {@code array[from..to)} is, or {@code to}. */
    static int endOfField(byte[] array, int from, int to) {
        int at = from;
        while (at <= to - Long.BYTES) {
            long word = (long) LONGS.get(array, at);
            long low = (word - BEYOND_SPACES * ONES) & ~word & HIGHS;
            if (low == 0) {
                at += Long.BYTES;
            } else if (isSpace(array[at + first(low)])) {
                return at + first(low);
            } else {
                at += first(low) + 1;
            }
        }
        while (at < to && !isSpace(array[at])) {
            at++;
        }
        return at;
    }

    /** The index of the first byte whose high bit is set; what is behind it may be wrong. */
    static int first(long highs) {
        return Long.numberOfTrailingZeros(highs) / Byte.SIZE;
    }

    /** Space, tab, LF, vertical tab, form feed, CR. */
    static boolean isSpace(byte b) {
        return b == ' ' || (b >= '\t' && b <= '\r');
    }
}
