package io.herd.phone;

import io.herd.protocol.DecimalDegrees;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The members of an object, or the parameters of a form, as apps write them: numbers may be texts, and what is zero may be missing. */
record Members(JsonObject json) {
    /** The degrees of no position are longer. */
    private static final int LONGEST_NUMBER = 100;
    /** Neither do numbers that mean anything have more digits, before the point or behind it. */
    private static final int MOST_DIGITS = 30;

    /** The first of some members that is there; null if none is. */
    @Nullable
    Object first(List<String> names) {
        return names.stream()
                .filter(name -> json.getValue(name) != null)
                .findFirst()
                .map(json::getValue)
                .orElse(null);
    }

    /** The first of some members as a text; empty if there is none. */
    String text(String... names) {
        Object value = first(List.of(names));
        return value instanceof String || value instanceof Number || value instanceof Boolean
                ? value.toString().strip()
                : "";
    }

    /** The first of some members as a number times a factor; NaN if there is none. */
    double number(double factor, String... names) {
        BigDecimal number = number(first(List.of(names)));
        return number == null ? Double.NaN : number.doubleValue() * factor;
    }

    /** An object among the members; an empty one if there is none. */
    Members object(String name) {
        return new Members(json.getValue(name) instanceof JsonObject object ? object : new JsonObject());
    }

    /** The number in a value, with its digits; null if it is none, or one that is too long. */
    static @Nullable BigDecimal number(@Nullable Object value) {
        String text = value instanceof Number || value instanceof String
                ? value.toString().strip()
                : "";
        if (text.isEmpty() || text.length() > LONGEST_NUMBER) {
            return null;
        }
        try {
            var number = new BigDecimal(text);
            boolean isShort = Math.abs((long) number.scale()) <= MOST_DIGITS && number.precision() <= MOST_DIGITS;
            return isShort ? number : null;
        } catch (NumberFormatException _) {
            return null;
        }
    }

    /**
     * The position that two values give, of which one that is missing is zero.
     *
     * @return null where neither is there, or one is no number of degrees
     */
    static @Nullable DecimalDegrees position(@Nullable Object latitude, @Nullable Object longitude) {
        BigDecimal north = latitude == null ? BigDecimal.ZERO : number(latitude);
        BigDecimal east = longitude == null ? BigDecimal.ZERO : number(longitude);
        boolean isMissing = latitude == null && longitude == null;
        return isMissing || north == null || east == null ? null : DecimalDegrees.of(north, east);
    }
}
