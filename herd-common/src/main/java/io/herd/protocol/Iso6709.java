package io.herd.protocol;

import io.herd.geo.Position;
import org.jspecify.annotations.Nullable;

/**
 * Positions written as in ISO 6709, Annex H: {@code +34.068930-118.445127}, {@code +3404.1-11826.7},
 * {@code +340408.1-1182642.5}, each with an optional altitude, reference system and closing solidus:
 * {@code +27.5916+086.5640+8850CRSWGS_84/}.
 *
 * <p>Whether a number is in degrees, in degrees and minutes, or in degrees, minutes and seconds follows from its
 * count of digits before the point; both numbers take the same form. Degrees may be written with fewer digits
 * ({@code +37-120}), as clients do.
 */
public final class Iso6709 {
    /** Digits behind so many are checked and then left out: a ten-thousandth of a millimetre is enough. */
    private static final int FINEST = 12;

    // How many digits of degrees there are before minutes, and how many degrees either way.
    private static final int LATITUDE_DIGITS = 2;
    private static final int POLE = 90;
    private static final int LONGITUDE_DIGITS = 3;
    private static final int DATE_LINE = 180;
    /** What is none of the forms. */
    private static final int FORMLESS = -1;

    private Iso6709() {}

    /** The position that the text gives, or null where it {@linkplain #isPosition gives none}. */
    public static @Nullable Position parse(Bytes text) {
        return isPosition(text)
                ? new Position(degrees(text, 0, LATITUDE_DIGITS), degrees(text, longitudeStart(text), LONGITUDE_DIGITS))
                : null;
    }

    /** Whether the text is in the form above and on the Earth. */
    static boolean isPosition(Bytes text) {
        return end(text, 0) == text.length();
    }

    /** Where a position ends that begins at an index, or {@link Decimal#NONE} if none does. */
    static int end(Bytes text, int start) {
        int point = Digits.end(text, start + 1);
        int longitude = Decimal.endOfFraction(text, point);
        if (!isSignAt(text, start) || !isSignAt(text, longitude)) {
            return Decimal.NONE;
        }
        int longitudePoint = Digits.end(text, longitude + 1);
        int end = Decimal.endOfFraction(text, longitudePoint);
        int form = form(point - start - 1, LATITUDE_DIGITS);
        boolean isSound = end != Decimal.NONE
                && form != FORMLESS
                && form == form(longitudePoint - longitude - 1, LONGITUDE_DIGITS)
                && isWithin(text, start + 1, point, longitude, form, POLE)
                && isWithin(text, longitude + 1, longitudePoint, end, form, DATE_LINE);
        return isSound ? endOfReferenceSystem(text, endOfAltitude(text, end)) : Decimal.NONE;
    }

    /** Where the longitude begins in a text that gives a position: at its second sign. */
    static int longitudeStart(Bytes text) {
        return Decimal.endOfFraction(text, Digits.end(text, 1));
    }

    /** What so many digits before a point are: 0 degrees, 2 degrees and minutes, 4 degrees, minutes and seconds. */
    private static int form(int digits, int width) {
        int more = digits - width;
        if (more <= 0) {
            return digits == 0 ? FORMLESS : 0;
        }
        return more == 2 || more == 4 ? more : FORMLESS;
    }

    /** Whether a coordinate, whose digits begin at an index and end before its point, goes no further than a limit. */
    private static boolean isWithin(Bytes text, int start, int point, int end, int form, int limit) {
        int whole = (int) Digits.number(text, start, point);
        int degrees = form == 0 ? whole : form == 2 ? whole / 100 : whole / 10_000;
        int minutes = form == 0 ? 0 : form == 2 ? whole % 100 : whole / 100 % 100;
        int seconds = form == 4 ? whole % 100 : 0;
        return minutes < 60
                && seconds < 60
                && (degrees < limit
                        || (degrees == limit && minutes == 0 && seconds == 0 && isZero(text, point + 1, end)));
    }

    private static boolean isZero(Bytes text, int start, int end) {
        for (int i = start; i < end; i++) {
            if (text.charAt(i) != '0') {
                return false;
            }
        }
        return true;
    }

    /** The degrees of a sound coordinate whose sign is at an index. */
    private static double degrees(Bytes text, int sign, int width) {
        int point = Digits.end(text, sign + 1);
        int form = form(point - sign - 1, width);
        int last = form == 0 ? sign + 1 : point - 2;
        double value = number(text, last, point);
        if (form == 4) {
            value = value / 60 + Digits.number(text, last - 2, last);
        }
        if (form >= 2) {
            value = value / 60 + Digits.number(text, sign + 1, sign + 1 + width);
        }
        return isAt(text, sign, '-') ? -value : value;
    }

    /** A number with the digits behind its point. */
    private static double number(Bytes text, int start, int point) {
        int end = Decimal.endOfFraction(text, point);
        int decimals = Math.clamp(end - point - 1, 0, FINEST);
        long scale = Digits.power(decimals);
        long whole = Digits.number(text, start, point) * scale;
        return (double) (whole + Digits.number(text, point + 1, point + 1 + decimals)) / scale;
    }

    /** Where an altitude ends, if one begins at an index, or else that index; {@link Decimal#NONE} if it is malformed. */
    private static int endOfAltitude(Bytes text, int start) {
        return isSignAt(text, start) ? Decimal.end(text, start + 1) : start;
    }

    /** The same for {@code CRS} and a name, graphic ASCII or a URL between angle brackets, and for a solidus. */
    private static int endOfReferenceSystem(Bytes text, int start) {
        int end = isAt(text, start, 'C') ? endOfName(text, start) : start;
        return isAt(text, end, '/') ? end + 1 : end;
    }

    private static int endOfName(Bytes text, int start) {
        int name = start + 3;
        if (!isAt(text, start + 1, 'R') || !isAt(text, start + 2, 'S')) {
            return Decimal.NONE;
        }
        boolean isUrl = isAt(text, name, '<');
        char close = isUrl ? '>' : '/';
        int at = name;
        while (at < text.length() && text.charAt(at) != close && text.charAt(at) > ' ' && text.charAt(at) < 127) {
            at++;
        }
        if (isUrl) {
            return isAt(text, at, '>') ? at + 1 : Decimal.NONE;
        }
        return at > name ? at : Decimal.NONE;
    }

    private static boolean isSignAt(Bytes text, int index) {
        return isAt(text, index, '+') || isAt(text, index, '-');
    }

    /** Whether there is a character, and it is this one; nothing is at {@link Decimal#NONE}. */
    private static boolean isAt(Bytes text, int index, char c) {
        return index >= 0 && index < text.length() && text.charAt(index) == c;
    }
}
