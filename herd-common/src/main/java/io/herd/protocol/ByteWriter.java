package io.herd.protocol;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.Arrays;

/** Bytes that grow: where replies and messages are written before they leave together. */
public final class ByteWriter {
    private static final byte[] NOTHING = {};
    private static final long[] POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000};

    /** A larger array goes with what was written: one burst must not cost an idle connection memory for ever. */
    private static final int KEPT = 1_024;

    private byte[] array;
    private int length;
    /** How much was taken last: about as much will be written next. */
    private int usual;

    public ByteWriter(int capacity) {
        array = new byte[capacity];
    }

    /** An empty one, which expects as much as this one held last. */
    public ByteWriter another() {
        var another = new ByteWriter(0);
        another.usual = usual;
        return another;
    }

    public int length() {
        return length;
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

    /** Writes a part of an array. */
    @CanIgnoreReturnValue
    ByteWriter write(byte[] bytes, int from, int to) {
        room(to - from);
        System.arraycopy(bytes, from, array, length, to - from);
        length += to - from;
        return this;
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
        int width = digits;
        for (long rest = number / POWERS[digits - 1] / 10; rest > 0; rest /= 10) {
            width++;
        }
        room(width);
        long rest = number;
        for (int at = length + width - 1; at >= length; at--) {
            array[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += width;
        return this;
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
            other.usual = length;
        } else {
            write(other.take());
        }
    }

    /** All that was written; the writer is empty afterwards, and keeps no more than a little room. */
    public Bytes take() {
        usual = length;
        if (array.length > KEPT) {
            Bytes taken = Bytes.view(array, 0, length);
            array = NOTHING;
            length = 0;
            return taken;
        }
        byte[] taken = takeArray();
        return Bytes.view(taken, 0, taken.length);
    }

    /** All that was written, in an array of its size. */
    byte[] takeArray() {
        byte[] taken = array;
        if (length < array.length) {
            taken = Arrays.copyOf(array, length);
        } else {
            array = NOTHING;
        }
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
