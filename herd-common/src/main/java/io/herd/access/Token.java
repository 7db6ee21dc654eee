package io.herd.access;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A token: 24 characters that can be told apart by eye and typed, in Crockford's base 32. Six are its id, which may be shown; the others
 * prove that who made it knew the key of the herd. What it permits is not in it: see {@link TokenList}.
 *
 * @param id in upper case
 * @param proof in upper case
 */
record Token(String id, String proof) {
    static final int ID_LENGTH = 6;
    static final int PROOF_LENGTH = 18;

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int DIGIT_BITS = 5;

    /** The token in a text, whatever its case; null if it is none. Hyphens do not count, O is 0, and I and L are 1. */
    static @Nullable Token parse(String text) {
        String digits = text.toUpperCase(Locale.ROOT)
                .replace("-", "")
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1');
        return digits.length() == ID_LENGTH + PROOF_LENGTH && areDigits(digits)
                ? new Token(digits.substring(0, ID_LENGTH), digits.substring(ID_LENGTH))
                : null;
    }

    /** Whether a text is the id of a token. */
    static boolean isId(String text) {
        return text.length() == ID_LENGTH && areDigits(text);
    }

    private static boolean areDigits(String text) {
        return text.chars().allMatch(each -> ALPHABET.indexOf(each) >= 0);
    }

    /** An id that nobody can foresee. */
    static String newId() {
        RandomGenerator random = new SecureRandom();
        byte[] bytes = new byte[ID_LENGTH];
        random.nextBytes(bytes);
        return digits(bytes, ID_LENGTH);
    }

    /** The first digits of some bytes, five bits each. */
    static String digits(byte[] bytes, int length) {
        var digits = new StringBuilder(length);
        for (int bit = 0; digits.length() < length; bit += DIGIT_BITS) {
            int high = bytes[bit / Byte.SIZE] & 0xff;
            int low = bit / Byte.SIZE + 1 < bytes.length ? bytes[bit / Byte.SIZE + 1] & 0xff : 0;
            int shift = 2 * Byte.SIZE - DIGIT_BITS - bit % Byte.SIZE;
            digits.append(ALPHABET.charAt((high << Byte.SIZE | low) >> shift & (1 << DIGIT_BITS) - 1));
        }
        return digits.toString();
    }

    @Override
    public String toString() {
        return id + proof;
    }
}
