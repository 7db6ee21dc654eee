package io.herd.track;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers as files and lines have them: decimals without an exponent. */
final class Decimals {
    /** Of a degree: a centimetre. */
    private static final int MOST_DIGITS = 7;

    private Decimals() {}

    static String of(double number) {
        BigDecimal rounded = BigDecimal.valueOf(number).setScale(MOST_DIGITS, RoundingMode.HALF_EVEN);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
