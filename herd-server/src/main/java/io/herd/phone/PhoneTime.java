package io.herd.phone;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times as apps write them, as POSIX times in nanoseconds. */
final class PhoneTime {
    /** No time. */
    static final long NONE = -2;

    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);
    private static final BigDecimal NANOS_PER_MILLI = BigDecimal.valueOf(1_000_000);
    /** What is beyond is meant in milliseconds. */
    private static final BigDecimal MOST_SECONDS = BigDecimal.valueOf(1L << 31);

    private static final BigDecimal LATEST = BigDecimal.valueOf(Long.MAX_VALUE);

    /** ISO 8601 and its relatives: a blank instead of the T, and an offset with or without a colon, or none. */
    private static final DateTimeFormatter TEXT = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendPattern("['T'][' ']")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .appendPattern("[XXX][XX][X]")
            .toFormatter();

    /** An offset whose plus was not encoded, which a form reads as a blank. */
    private static final Pattern BLANK_OFFSET = Pattern.compile("(?<=:\\d{2}(\\.\\d{1,9})?) (?=\\d{2}:?\\d{2}$)");

    private PhoneTime() {}

    /** The time that a number or a text gives; {@link Fix#NOW} for nothing, zero or less; {@link #NONE} where it is none. */
    static long nanos(@Nullable Object value) {
        if (value == null || value.toString().isBlank()) {
            return Fix.NOW;
        }
        BigDecimal number = Members.number(value);
        return number == null ? ofText(value.toString().strip()) : ofNumber(number);
    }

    private static long ofNumber(BigDecimal number) {
        if (number.signum() <= 0) {
            return Fix.NOW;
        }
        BigDecimal nanos = number.multiply(number.compareTo(MOST_SECONDS) < 0 ? NANOS : NANOS_PER_MILLI);
        return nanos.compareTo(LATEST) > 0 ? NONE : nanos.longValue();
    }

    private static long ofText(String text) {
        try {
            TemporalAccessor parsed = TEXT.parse(BLANK_OFFSET.matcher(text).replaceFirst("+"));
            int offset = parsed.isSupported(ChronoField.OFFSET_SECONDS) ? parsed.get(ChronoField.OFFSET_SECONDS) : 0;
            Instant time = LocalDateTime.from(parsed).toInstant(ZoneOffset.ofTotalSeconds(offset));
            BigDecimal seconds = BigDecimal.valueOf(time.getEpochSecond());
            BigDecimal nanos = seconds.multiply(NANOS).add(BigDecimal.valueOf(time.getNano()));
            return nanos.signum() < 0 || nanos.compareTo(LATEST) > 0 ? NONE : nanos.longValue();
        } catch (DateTimeException _) {
            return NONE;
        }
    }
}
