package io.herd.config;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers with a unit, as people write them: {@code 100ms}, {@code 24h}, {@code 64MiB}. */
final class Units {
    /** Milliseconds. */
    static final Units TIME = new Units(List.of(
            new Unit("d", 86_400_000),
            new Unit("h", 3_600_000),
            new Unit("m", 60_000),
            new Unit("s", 1_000),
            new Unit("ms", 1)));

    /** Bytes, which need no unit. */
    static final Units SIZE = new Units(
            List.of(new Unit("GiB", 1 << 30), new Unit("MiB", 1 << 20), new Unit("KiB", 1 << 10), new Unit("", 1)));

    /** Plain decimals, of so many digits that no product with a unit overflows. */
    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("(0|[1-9]\\d{0,8})\\s*([A-Za-z]*)");

    private record Unit(String name, long factor) {}

    private final List<Unit> units;

    private Units(List<Unit> largestFirst) {
        units = largestFirst;
    }

    /** What the text says in the smallest unit; null where it is no number with one of these units. */
    @Nullable
    Long parse(String text) {
        Matcher matcher = NUMBER_AND_UNIT.matcher(text.strip());
        if (!matcher.matches()) {
            return null;
        }
        for (Unit unit : units) {
            if (unit.name.equals(matcher.group(2))) {
                return Long.parseLong(matcher.group(1)) * unit.factor;
            }
        }
        return null;
    }

    /** The value, given in the smallest unit, in the largest unit that leaves it whole. */
    String show(long value) {
        for (Unit unit : units) {
            if (value >= unit.factor && value % unit.factor == 0) {
                return value / unit.factor + unit.name;
            }
        }
        return value + units.getLast().name;
    }
}
