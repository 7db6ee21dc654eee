package io.herd.protocol;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.Arrays;

/** Bytes that grow: where replies and messages are written before they leave together. */
public final class ByteWriter {
    private static final byte[] NOTHING = {};
    /** The digits of 00 to 99. */
    private static final byte[] PAIRS = new byte[200];
    /** As many digits has the largest long. */
    private static final int LONGEST = 19;

    static {
        for (int i = 0; i < 100; i++) {
            PAIRS[2 * i] = (byte) ('0' + i / 10);
            PAIRS[2 * i + 1] = (byte) ('0' + i % 10);
        }
    }

    /** A larger array goes with what was written: one burst must not cost an idle connection memory for ever. */
    private static final int KEPT = 1_024;

    private byte[] array;
    private int length;
    /** How much was taken last: about as much will be written next. */
    private int usual;

    public ByteWriter(int capacity) {
        array = new byte[capacity];
    }

    public int length() {
        return length;
    }

    /** How many bytes it has allocated. */
    public int capacity() {
        return array.length;
    }

    public boolean isEmpty() {
        return length == 0;
    }

    @CanIgnoreReturnValue
    public ByteWriter write(char latin1) {
        room(1);
        array[length++] = (byte) latin1;
        return this;
    }

    @CanIgnoreReturnValue
    public ByteWriter write(Bytes bytes) {
        room(bytes.length());
        bytes.copyTo(array, length);
        length += bytes.length();
        return this;
    }

    /** Writes those from one index up to another. */
    @CanIgnoreReturnValue
    ByteWriter write(Bytes bytes, int from, int to) {
        return write(bytes.subSequence(from, to));
    }

    /** Writes the characters of a text, all below 256, a byte each. */
    @CanIgnoreReturnValue
    public ByteWriter write(String latin1) {
        room(latin1.length());
        for (int i = 0; i < latin1.length(); i++) {
            array[length++] = (byte) latin1.charAt(i);
        }
        return this;
    }

    /** Writes a number that is not negative with at least {@code digits} digits, zeros before it. */
    @CanIgnoreReturnValue
    public ByteWriter write(long number, int digits) {
        int width = Math.max(digits, widthOf(number));
        room(width);
        long rest = number;
        int at = length + width;
        for (; at - length >= 2; at -= 2) {
            int pair = (int) (rest % 100) * 2;
            array[at - 1] = PAIRS[pair + 1];
            array[at - 2] = PAIRS[pair];
            rest /= 100;
        }
        if (at > length) {
            array[length] = (byte) ('0' + rest % 10);
        }
        length += width;
        return this;
    }

    private static int widthOf(long number) {
        int width = 1;
        for (long least = 10; width < LONGEST && number >= least; least *= 10) {
            width++;
        }
        return width;
    }

    /** Writes an unsigned number in hexadecimal, without zeros before it. */
    @CanIgnoreReturnValue
    public ByteWriter writeHex(long number) {
        return write(Long.toHexString(number));
    }

    /** Moves all that another writer holds behind what this one holds. */
    public void moveFrom(ByteWriter other) {
        if (length == 0) {
            byte[] empty = array;
            array = other.array;
            other.array = empty;
            length = other.length;
            other.length = 0;
        } else {
            write(other.take());
        }
    }

    /** All that was written: a view, good until the writer is cut or emptied. */
    public Bytes view() {
        return since(0);
    }

    /** What was written from an index on: a view, good until the writer is cut or emptied. */
    Bytes since(int start) {
        return Bytes.view(array, start, length);
    }

    /** Forgets what was written from an index on. */
    public void cut(int start) {
        length = start;
    }

    /** All that was written; the writer is empty afterwards, and keeps no more than a little room. */
    public Bytes take() {
        Bytes taken = since(0);
        if (array.length > KEPT) {
            array = NOTHING;
        } else {
            taken = taken.copy();
        }
        usual = length;
        length = 0;
        return taken;
    }

    /** Makes room for so many bytes more. */
    void room(int more) {
        if (array.length - length < more) {
            array = Arrays.copyOf(array, Math.max(Math.max(array.length * 2, length + more), usual));
        }
    }
}
