package io.herd.access;

import io.herd.geo.Circle;
import io.herd.geo.Position;
import io.herd.protocol.Bytes;
import io.herd.protocol.Iso6709;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A line of the list of tokens: {@code <id> <name>}, and then any of {@code report=<names>}, {@code read=<names>},
 * {@code read-area=<location>/<kilometres>}, {@code forget=<names>}, {@code monitor}, {@code administer}, {@code expires=<time>} and
 * {@code revoked}. Names are patterns; what takes several stands several times. A time is that of ISO 8601, or a date of which no second
 * counts any more.
 */
final class TokenLine {
    private static final String MONITOR = "monitor";
    private static final String ADMINISTER = "administer";
    private static final String REVOKED = "revoked";
    private static final double METRES = 1_000;

    private final List<NamePattern> report = new ArrayList<>();
    private final List<NamePattern> read = new ArrayList<>();
    private final List<NamePattern> forget = new ArrayList<>();
    private final List<Circle> areas = new ArrayList<>();
    private final Set<String> flags = new HashSet<>();
    private long expires = Long.MAX_VALUE;

    private TokenLine() {}

    /** What became of a line. */
    sealed interface Outcome {}

    record Sound(TokenEntry entry) implements Outcome {}

    record Malformed(String problem) implements Outcome {}

    static Outcome parse(String line) {
        String[] words = line.strip().split("\\s+", -1);
        if (!Token.isId(words[0])) {
            return new Malformed(
                    "expected the id of a token, which are 6 digits and capital letters, got " + shown(words[0]));
        } else if (words.length < 2) {
            return new Malformed("expected the name of whom the token " + words[0] + " is for behind it");
        }
        var parsed = new TokenLine();
        for (String word : List.of(words).subList(2, words.length)) {
            if (!parsed.take(word)) {
                return new Malformed("expected report=<names>, read=<names>, read-area=<location>/<kilometres>, "
                        + "forget=<names>, monitor, administer, expires=<time> or revoked, got " + word);
            }
        }
        return new Sound(parsed.entry(words[0], words[1]));
    }

    /** What some words of a line permit; null if one of them means nothing. */
    static @Nullable Permissions permissions(List<String> words) {
        var parsed = new TokenLine();
        return words.stream().allMatch(parsed::take) ? parsed.permissions() : null;
    }

    /** What stands where an id should, which may be a whole token: no more of it than an id is long. */
    private static String shown(String word) {
        return word.length() <= Token.ID_LENGTH ? word : word.substring(0, Token.ID_LENGTH) + "...";
    }

    private Permissions permissions() {
        return new Permissions(
                names(report), names(read), areas, names(forget), flags.contains(MONITOR), flags.contains(ADMINISTER));
    }

    private TokenEntry entry(String id, String name) {
        return new TokenEntry(id, name, permissions(), expires, flags.contains(REVOKED));
    }

    private static Names names(List<NamePattern> patterns) {
        return new Names(patterns, List.of());
    }

    private boolean take(String word) {
        int end = word.indexOf('=');
        String value = word.substring(end + 1);
        return switch (end < 0 ? word : word.substring(0, end + 1)) {
            case "report=" -> add(report, NamePattern.parse(value));
            case "read=" -> add(read, NamePattern.parse(value));
            case "read-area=" -> add(areas, circle(value));
            case "forget=" -> add(forget, NamePattern.parse(value));
            case MONITOR, ADMINISTER, REVOKED -> {
                var _ = flags.add(word);
                yield true;
            }
            case "expires=" -> {
                Instant time = time(value);
                expires = time == null ? expires : time.getEpochSecond();
                yield time != null;
            }
            default -> false;
        };
    }

    private static <T> boolean add(List<T> all, @Nullable T one) {
        return one != null && all.add(one);
    }

    private static @Nullable Circle circle(String text) {
        String[] parts = text.split("/", -1);
        Position center = parts.length == 2 ? Iso6709.parse(Bytes.of(parts[0])) : null;
        if (center == null || !parts[1].matches("\\d{1,5}(\\.\\d{1,3})?")) {
            return null;
        }
        double radius = Double.parseDouble(parts[1]) * METRES;
        return Circle.isValid(radius) ? new Circle(center, radius) : null;
    }

    /** The moment in a text, or the one at which a date is over in UTC; null if it is neither. */
    static @Nullable Instant time(String text) {
        try {
            return text.indexOf('T') < 0
                    ? LocalDate.parse(text)
                            .plusDays(1)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant()
                    : Instant.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
