package io.herd.track;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How fast points follow one another.
 *
 * @param factor how many times faster than they were recorded; infinite for as fast as they are taken
 */
public record ReplaySpeed(double factor) {
    /** As fast as servers acknowledge. */
    public static final ReplaySpeed MAX = new ReplaySpeed(Double.POSITIVE_INFINITY);

    private static final String MAX_WORD = "max";
    private static final Pattern FACTOR = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?)x?");

    public ReplaySpeed {
        if (!(factor > 0)) {
            throw new IllegalArgumentException("no speed: " + factor);
        }
    }

    /** The speed that a text such as {@code 60x} or {@code max} gives; null where it gives none. */
    public static @Nullable ReplaySpeed parse(String text) {
        if (text.equals(MAX_WORD)) {
            return MAX;
        }
        Matcher matcher = FACTOR.matcher(text);
        double factor = matcher.matches() ? Double.parseDouble(matcher.group(1)) : 0;
        return factor > 0 ? new ReplaySpeed(factor) : null;
    }

    public boolean isMax() {
        return Double.isInfinite(factor);
    }
}
