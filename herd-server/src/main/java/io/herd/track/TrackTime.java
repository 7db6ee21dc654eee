package io.herd.track;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times as files write them. */
public final class TrackTime {
    /** No time that a report can have. */
    public static final long NONE = -1;

    static final long NANOS = 1_000_000_000;
    private static final int NANO_DIGITS = 9;
    private static final int MILLI_DIGITS = 6;

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,16}(?:\\.[0-9]{1,20})?");
    /** From here on a number is milliseconds: as seconds it would be the year 5138. */
    private static final BigDecimal FIRST_MILLIS = BigDecimal.TEN.pow(11);

    private static final BigDecimal LAST = BigDecimal.valueOf(Long.MAX_VALUE);

    private static final Pattern ISO =
            Pattern.compile("([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt ]([0-9]{2}:[0-9]{2}(?::[0-9]{2})?)"
                    + "(?:[.,]([0-9]{1,9})[0-9]*)? ?(?:[Zz]|UTC|([+-][0-9]{2}(?::?[0-9]{2})?))?");

    private TrackTime() {}

    /**
     * POSIX time in ns of ISO 8601 (UTC where it has no zone), or of a number of seconds or milliseconds; {@link #NONE} where it is neither,
     * or before 1970.
     */
    public static long parse(String text) {
        String given = text.strip();
        if (NUMBER.matcher(given).matches()) {
            return ofNumber(new BigDecimal(given));
        }
        Matcher iso = ISO.matcher(given);
        if (!iso.matches()) {
            return NONE;
        }
        try {
            return of(LocalDate.parse(iso.group(1)), LocalTime.parse(iso.group(2)), iso.group(3), iso.group(4));
        } catch (DateTimeException e) {
            return NONE;
        }
    }

    private static long ofNumber(BigDecimal number) {
        boolean isMillis = number.compareTo(FIRST_MILLIS) >= 0;
        BigDecimal nanos = number.movePointRight(isMillis ? MILLI_DIGITS : NANO_DIGITS);
        return nanos.compareTo(LAST) > 0 ? NONE : nanos.longValue();
    }

    private static long of(LocalDate date, LocalTime time, @Nullable String fraction, @Nullable String zone) {
        ZoneOffset offset = zone == null ? ZoneOffset.UTC : ZoneOffset.of(zone);
        int nanos = fraction == null ? 0 : Integer.parseInt((fraction + "00000000").substring(0, NANO_DIGITS));
        return of(LocalDateTime.of(date, time.withNano(nanos)).toInstant(offset));
    }

    /** POSIX time in ns; {@link #NONE} before 1970 and from 2262 on. */
    static long of(Instant instant) {
        long seconds = instant.getEpochSecond();
        return seconds < 0 || seconds >= Long.MAX_VALUE / NANOS ? NONE : seconds * NANOS + instant.getNano();
    }

    /** In ISO 8601, UTC. */
    static String iso(long nanos) {
        return Instant.ofEpochSecond(nanos / NANOS, nanos % NANOS).toString();
    }
}
