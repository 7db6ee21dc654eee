package io.herd.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A run of bytes that nobody changes: a line, or a field of one, seen where it lies. As characters it is ISO 8859-1,
 * which keeps every byte. A view holds on to the whole array under it; {@link #copy} lets go of it.
 */
public final class Bytes implements CharSequence, Comparable<Bytes> {
    private final byte[] array;
    private final int from;
    private final int to;

    private Bytes(byte[] array, int from, int to) {
        this.array = array;
        this.from = from;
        this.to = to;
    }

    /** A view of {@code array[from..to)}, which from now on must not change. */
    public static Bytes view(byte[] array, int from, int to) {
        return new Bytes(array, from, to);
    }

    /** The bytes of a text whose characters are all below 256. */
    public static Bytes of(String latin1) {
        byte[] array = latin1.getBytes(StandardCharsets.ISO_8859_1);
        return new Bytes(array, 0, array.length);
    }

    @Override
    public int length() {
        return to - from;
    }

    @Override
    public char charAt(int index) {
        return (char) (array[from + index] & 0xff);
    }

    /** The bytes from {@code start} up to {@code end}, without copying them. */
    @Override
    public Bytes subSequence(int start, int end) {
        return new Bytes(array, from + start, from + end);
    }

    /** Where the first white space from an index on is, or the length. */
    int endOfField(int start) {
        return Scan.endOfField(array, from + start, to) - from;
    }

    /** Whether there is white space at an index. */
    boolean isSpace(int index) {
        return Scan.isSpace(array[from + index]);
    }

    /** The same bytes in an array of their own. */
    public Bytes copy() {
        return new Bytes(Arrays.copyOfRange(array, from, to), 0, length());
    }

    /** Eight bytes from an index on, as a little-endian number; zeros for those that are not there. */
    public long wordAt(int index) {
        int at = from + index;
        int rest = to - at;
        if (rest >= Long.BYTES) {
            return (long) Scan.LONGS.get(array, at);
        }
        return rest <= 0 ? 0 : lastWord(at) & (-1L >>> (Long.SIZE - Byte.SIZE * rest));
    }

    /** Eight bytes from an index of the array on; what is behind the last of these may be anything. */
    private long lastWord(int at) {
        if (at <= array.length - Long.BYTES) {
            return (long) Scan.LONGS.get(array, at);
        } else if (array.length >= Long.BYTES) {
            int last = array.length - Long.BYTES;
            return (long) Scan.LONGS.get(array, last) >>> (Byte.SIZE * (at - last));
        }
        long word = 0;
        for (int i = array.length - 1; i >= at; i--) {
            word = (word << Byte.SIZE) | (array[i] & 0xff);
        }
        return word;
    }

    /** Copies all of them to where they begin at an index of an array. */
    public void copyTo(byte[] target, int at) {
        System.arraycopy(array, from, target, at, length());
    }

    /** The bytes for a channel to read from; nobody may write to it. */
    public ByteBuffer toByteBuffer() {
        return ByteBuffer.wrap(array, from, length());
    }

    /** The run from the start of these bytes to the end of later ones in the same array. */
    public Bytes through(Bytes last) {
        return new Bytes(array, from, last.to);
    }

    /** Whether these are just the characters of a text. */
    public boolean is(String latin1) {
        return length() == latin1.length() && startsWith(latin1);
    }

    /** Whether the first bytes are the characters of a text. */
    public boolean startsWith(String latin1) {
        if (length() < latin1.length()) {
            return false;
        }
        for (int i = 0; i < latin1.length(); i++) {
            if (charAt(i) != latin1.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether just these bytes stand in an array, at an index and as many as given. */
    public boolean isAt(byte[] other, int index, int length) {
        return Arrays.equals(array, from, to, other, index, index + length);
    }

    /** Byte by byte, unsigned; of two that begin alike the shorter comes first. */
    @Override
    public int compareTo(Bytes other) {
        return Arrays.compareUnsigned(array, from, to, other.array, other.from, other.to);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(array, from, to, that.array, that.from, that.to);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + array[i];
        }
        return hash;
    }

    /** The bytes as UTF-8; what is none in them is replaced by U+FFFD. */
    public String toUtf8() {
        return new String(array, from, length(), StandardCharsets.UTF_8);
    }

    /** The bytes as ISO 8859-1. */
    @Override
    public String toString() {
        return new String(array, from, length(), StandardCharsets.ISO_8859_1);
    }
}
