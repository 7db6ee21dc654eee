package io.herd.access;

import io.herd.protocol.Bytes;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Which names are meant: {@code family/phone} for one, {@code family/*} for all that begin so, {@code *} for all.
 *
 * @param text the name, or what the names begin with
 */
record NamePattern(Bytes text, boolean isPrefix) {
    private static final char ANY = '*';

    /** The pattern in a text; null if it has white space, or an asterisk elsewhere than at its end. */
    static @Nullable NamePattern parse(String pattern) {
        boolean isPrefix = !pattern.isEmpty() && pattern.indexOf(ANY) == pattern.length() - 1;
        String text = isPrefix ? pattern.substring(0, pattern.length() - 1) : pattern;
        if (pattern.isEmpty() || text.indexOf(ANY) >= 0 || text.chars().anyMatch(Character::isWhitespace)) {
            return null;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new NamePattern(Bytes.view(bytes, 0, bytes.length), isPrefix);
    }

    boolean matches(Bytes name) {
        return isPrefix ? beginsWith(name, text) : name.equals(text);
    }

    /** Whether names that begin so may match. */
    boolean overlaps(Bytes prefix) {
        return beginsWith(text, prefix) || (isPrefix && beginsWith(prefix, text));
    }

    /** Whether all names that begin so match. */
    boolean matchesAllOf(Bytes prefix) {
        return isPrefix && beginsWith(prefix, text);
    }

    private static boolean beginsWith(Bytes name, Bytes prefix) {
        return name.length() >= prefix.length()
                && name.subSequence(0, prefix.length()).equals(prefix);
    }

    @Override
    public String toString() {
        return text.toUtf8() + (isPrefix ? "*" : "");
    }
}
