package io.herd.protocol;

import org.jspecify.annotations.Nullable;

/**
 * A node of the Merkle tree: all clients whose hashes begin with these hexadecimal digits. The root has none and is
 * written {@code -}.
 *
 * @param digits how many digits, at most 7
 * @param value the digits as a number
 */
public record Prefix(int digits, int value) {
    /** How many children a node has. */
    public static final int FANOUT = 16;
    /** How many bits of a hash a digit stands for. */
    public static final int BITS = 4;

    public static final Prefix ROOT = new Prefix(0, 0);

    private static final int MAX_DIGITS = 7;
    private static final String ROOT_TEXT = "-";

    /** A record's own would be generated when it is first used, which takes a new process tens of milliseconds of an event loop. */
    @Override
    public int hashCode() {
        return digits * 31 + value;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Prefix prefix && prefix.digits == digits && prefix.value == value;
    }

    /** The child of one digit more, from 0 to 15. */
    public Prefix child(int digit) {
        return new Prefix(digits + 1, value * FANOUT + digit);
    }

    /** The node that a text names, or null if it is no such text. */
    static @Nullable Prefix parse(Bytes text) {
        if (text.is(ROOT_TEXT)) {
            return ROOT;
        }
        int value = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = Character.digit(text.charAt(i), FANOUT);
            if (digit < 0 || i == MAX_DIGITS) {
                return null;
            }
            value = value * FANOUT + digit;
        }
        return new Prefix(text.length(), value);
    }

    @Override
    public String toString() {
        // One digit more in front, and off again, keeps the zeros.
        return digits == 0
                ? ROOT_TEXT
                : Integer.toHexString(value | 1 << (4 * digits)).substring(1);
    }
}
