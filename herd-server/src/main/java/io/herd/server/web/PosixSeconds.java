package io.herd.server.web;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times as JSON may have them, as POSIX seconds in decimal with all their digits. */
final class PosixSeconds {
    private static final Pattern DECIMAL = Pattern.compile("\\d{1,20}(\\.\\d{1,100})?");
    private static final int LONGEST = 200;
    private static final int MOST_DECIMALS = 100;
    private static final int NANOS_DIGITS = 9;

    private PosixSeconds() {}

    /** A number that is not negative; null otherwise. */
    static @Nullable String of(@Nullable BigDecimal number) {
        return number == null || number.signum() < 0 || Math.abs((long) number.scale()) > MOST_DECIMALS
                ? null
                : number.toPlainString();
    }

    static String ofNanos(long nanos) {
        return BigDecimal.valueOf(nanos, NANOS_DIGITS).toPlainString();
    }

    /** A number as a text, or ISO 8601 with an offset; null if it is neither, or before 1970. */
    static @Nullable String ofText(String text) {
        if (text.length() > LONGEST || DECIMAL.matcher(text).matches()) {
            return text.length() > LONGEST ? null : text;
        }
        try {
            Instant time = DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from);
            BigDecimal seconds = BigDecimal.valueOf(time.getEpochSecond());
            return of(time.getNano() == 0 ? seconds : seconds.add(BigDecimal.valueOf(time.getNano(), NANOS_DIGITS)));
        } catch (DateTimeException _) {
            return null;
        }
    }
}
