package io.herd.geo;

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
    /** Digits finer than this are checked and then left out: a ten-thousandth of a millimetre is enough. */
    private static final long FINEST = 1_000_000_000_000L;

    private Iso6709() {}

    /** The position that the text gives, or null where it is not in the form above or not on the Earth. */
    public static @Nullable Position parse(CharSequence text) {
        var reader = new Reader(text);
        double latitude = reader.coordinate(2, 90);
        int form = reader.form;
        double longitude = reader.coordinate(3, 180);
        if (Double.isNaN(latitude) || Double.isNaN(longitude) || form != reader.form || !reader.restIsAnnexH()) {
            return null;
        }
        return new Position(latitude, longitude);
    }

    /** Where the longitude begins in a text that {@link #parse} accepts: at its second sign. */
    public static int longitudeStart(CharSequence text) {
        int at = 1;
        while (!isSign(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isSign(char c) {
        return c == '+' || c == '-';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Reads on from {@code at}; what does not fit leaves a NaN. */
    private static final class Reader {
        private final CharSequence text;
        private int at;
        /** How the last coordinate was written: 0 degrees, 2 degrees and minutes, 4 degrees, minutes and seconds. */
        private int form;
        /** The last fraction, in units of 1 / scale. */
        private long fraction;

        private long scale;
        private boolean fractionIsPositive;

        Reader(CharSequence text) {
            this.text = text;
        }

        /** Degrees, at most {@code limit} either way, written with {@code width} digits where parts follow them. */
        double coordinate(int width, int limit) {
            if (at == text.length() || !isSign(text.charAt(at))) {
                return Double.NaN;
            }
            boolean negative = text.charAt(at++) == '-';
            int start = at;
            int whole = 0;
            while (at < text.length() && isDigit(text.charAt(at)) && at - start <= width + 4) {
                whole = whole * 10 + (text.charAt(at++) - '0');
            }
            int digits = at - start;
            form = Math.max(0, digits - width);
            if (digits == 0 || (form != 0 && form != 2 && form != 4) || !fraction()) {
                return Double.NaN;
            }
            int degrees = form == 0 ? whole : form == 2 ? whole / 100 : whole / 10_000;
            int minutes = form == 0 ? 0 : form == 2 ? whole % 100 : whole / 100 % 100;
            int seconds = form == 4 ? whole % 100 : 0;
            boolean beyond = minutes > 0 || seconds > 0 || fractionIsPositive;
            if (minutes >= 60 || seconds >= 60 || degrees > limit || (degrees == limit && beyond)) {
                return Double.NaN;
            }
            int last = form == 0 ? degrees : form == 2 ? minutes : seconds;
            double value = (double) (last * scale + fraction) / scale;
            if (form == 2) {
                value = degrees + value / 60;
            } else if (form == 4) {
                value = degrees + (minutes * 60 + value) / 3600;
            }
            return negative ? -value : value;
        }

        /** Reads the digits behind a point, if one is next; false where a point has none. */
        private boolean fraction() {
            fraction = 0;
            scale = 1;
            fractionIsPositive = false;
            if (at == text.length() || text.charAt(at) != '.') {
                return true;
            }
            int start = ++at;
            for (; at < text.length() && isDigit(text.charAt(at)); at++) {
                int digit = text.charAt(at) - '0';
                fractionIsPositive |= digit > 0;
                if (scale < FINEST) {
                    fraction = fraction * 10 + digit;
                    scale *= 10;
                }
            }
            return at > start;
        }

        /** Whether nothing follows but altitude, reference system and solidus, each at most once, in this order. */
        boolean restIsAnnexH() {
            if (at < text.length() && isSign(text.charAt(at)) && !altitude()) {
                return false;
            }
            if (at < text.length() && text.charAt(at) == 'C' && !referenceSystem()) {
                return false;
            }
            if (at < text.length() && text.charAt(at) == '/') {
                at++;
            }
            return at == text.length();
        }

        private boolean altitude() {
            int start = ++at;
            while (at < text.length() && isDigit(text.charAt(at))) {
                at++;
            }
            return at > start && fraction();
        }

        /** {@code CRS} and a name: graphic ASCII up to the solidus, or a URL between angle brackets. */
        private boolean referenceSystem() {
            if (text.length() - at < 4 || text.charAt(at + 1) != 'R' || text.charAt(at + 2) != 'S') {
                return false;
            }
            int start = at += 3;
            char end = text.charAt(at) == '<' ? '>' : '/';
            while (at < text.length() && text.charAt(at) != end && text.charAt(at) > ' ' && text.charAt(at) < 127) {
                at++;
            }
            if (end == '>') {
                return at < text.length() && text.charAt(at++) == '>';
            }
            return at > start;
        }
    }
}
