package io.herd.access;

import org.jspecify.annotations.Nullable;

/**
 * A credential that says itself what it permits: {@code <kind>.<until>.<proof>.<names>}.
 *
 * @param until POSIX seconds
 * @param proof that who made it knew the key of the herd
 * @param names a pattern
 */
record Signed(String kind, String until, String proof, String names) {
    /** Lets read some names. */
    static final String SHARE = "share";
    /** Lets do everything: for commands of those who have the key anyway. */
    static final String OPERATOR = "operator";

    private static final int PARTS = 4;

    /** The credential in a text; null if it is none, whatever it is worth. */
    static @Nullable Signed parse(String text) {
        String[] parts = text.split("\\.", PARTS);
        boolean isOne = parts.length == PARTS && (parts[0].equals(SHARE) || parts[0].equals(OPERATOR));
        return isOne ? new Signed(parts[0], parts[1], parts[2], parts[3]) : null;
    }

    /** What is proven. No other kind of credential has such a text. */
    static String statement(String kind, String until, String names) {
        return kind + " " + until + " " + names;
    }

    String statement() {
        return statement(kind, until, names);
    }

    /** What stands for it in the list of tokens. */
    String id() {
        return proof.substring(0, Math.min(Token.ID_LENGTH, proof.length()));
    }

    /** What it permits, if it is proven; null if its names mean nothing. */
    @Nullable
    Permissions permissions() {
        NamePattern pattern = NamePattern.parse(names);
        return pattern == null ? null : kind.equals(OPERATOR) ? Permissions.ALL : Permissions.reading(pattern);
    }

    @Override
    public String toString() {
        return kind + "." + until + "." + proof + "." + names;
    }
}
