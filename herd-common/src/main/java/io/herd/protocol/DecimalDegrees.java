package io.herd.protocol;

import static java.util.Objects.requireNonNull;

import io.herd.geo.Position;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A position in decimal degrees, digit by digit: as JSON has numbers, without an exponent.
 *
 * @param latitude within ±90
 * @param longitude within ±180
 */
public record DecimalDegrees(String latitude, String longitude) {
    private static final BigDecimal POLE = BigDecimal.valueOf(90);
    private static final BigDecimal DATE_LINE = BigDecimal.valueOf(180);
    private static final int LATITUDE_DIGITS = 2;
    private static final int LONGITUDE_DIGITS = 3;
    /** More decimals only waste time, and 1e-999999999 has a billion. */
    private static final int MOST_DECIMALS = 100;

    /** The position that two numbers give, or null where they give none on the Earth or have more than 100 decimals. */
    public static @Nullable DecimalDegrees of(BigDecimal latitude, BigDecimal longitude) {
        return isWithin(latitude, POLE) && isWithin(longitude, DATE_LINE)
                ? new DecimalDegrees(latitude.toPlainString(), longitude.toPlainString())
                : null;
    }

    private static boolean isWithin(BigDecimal number, BigDecimal limit) {
        return number.scale() <= MOST_DECIMALS
                && number.scale() >= -MOST_DECIMALS
                && number.abs().compareTo(limit) <= 0;
    }

    /** The position of a report that is no tombstone: the digits that the client wrote, if it wrote degrees without minutes. */
    public static DecimalDegrees of(ReportLine report) {
        return of(report.location());
    }

    /** The position of a {@linkplain ReportLine#location location} as a client wrote it, likewise. */
    public static DecimalDegrees of(Bytes location) {
        if (Digits.end(location, 1) - 1 > LATITUDE_DIGITS) {
            Position position = requireNonNull(Iso6709.parse(location), "a location is a position");
            return new DecimalDegrees(plain(position.latitude()), plain(position.longitude()));
        }
        int longitude = Iso6709.longitudeStart(location);
        int end = Decimal.endOfFraction(location, Digits.end(location, longitude + 1));
        return new DecimalDegrees(number(location, 0, longitude), number(location, longitude, end));
    }

    private static String plain(double degrees) {
        return BigDecimal.valueOf(degrees).toPlainString();
    }

    /** A number with a sign as JSON has it: without a plus, and without zeros before it. */
    private static String number(Bytes text, int sign, int end) {
        int first = sign + 1;
        while (first + 1 < end && text.charAt(first) == '0' && text.charAt(first + 1) != '.') {
            first++;
        }
        String digits = text.subSequence(first, end).toString();
        return text.charAt(sign) == '-' ? "-" + digits : digits;
    }

    /** The position as in ISO 6709, Annex H: {@code +34.068930-118.445127}. */
    public String toIso6709() {
        return signed(latitude, LATITUDE_DIGITS) + signed(longitude, LONGITUDE_DIGITS);
    }

    private static String signed(String number, int width) {
        String digits = number.startsWith("-") ? number.substring(1) : number;
        int point = digits.indexOf('.');
        int zeros = width - (point < 0 ? digits.length() : point);
        return (number.startsWith("-") ? "-" : "+") + "0".repeat(Math.max(0, zeros)) + digits;
    }
}
