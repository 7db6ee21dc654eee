package io.herd.config;

import java.util.Collection;
import java.util.Locale;

/** Suggests the known name that is nearest to a misspelt one. */
final class Nearest {
    private static final int MOST_EDITS = 3;

    private Nearest() {}

    /** A question that ends a message, after a semicolon; {@code otherwise} where no known name is near. */
    static String suggest(String wrong, Collection<String> known, String otherwise) {
        String nearest = "";
        int fewest = MOST_EDITS + 1;
        for (String name : known) {
            int edits = edits(wrong.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
            if (edits < fewest) {
                fewest = edits;
                nearest = name;
            }
        }
        return "; " + (nearest.isEmpty() ? otherwise : "did you mean " + nearest + "?");
    }

    /** How many characters are to be put in, left out or replaced to make one text of the other (Levenshtein). */
    private static int edits(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
