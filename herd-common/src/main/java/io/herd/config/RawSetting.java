package io.herd.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Values as YAML, the environment or a system property gives them: the first has types, the others are texts. Each
 * method reads one type, and gives null where the value is not of it.
 */
final class RawSetting {
    private static final int SHOWN_CHARACTERS = 60;

    /** What editors and shells leave at the ends of a file: a byte order mark, and blanks of ASCII. */
    private static final Pattern STRAY_ENDS = Pattern.compile("^\\uFEFF?\\s+|^\\uFEFF|\\s+\\z");

    /** What stands in a text for bytes that are not UTF-8. */
    private static final char NOT_UTF_8 = '\uFFFD';

    private RawSetting() {}

    /** Whether a value counts as not given. Container tools pass an unset variable on as an empty one. */
    static boolean isNothing(Object given) {
        return given instanceof String text && text.isBlank();
    }

    /** A whole number in plain decimal. One with leading zeros may be meant in octal, so it is none. */
    static @Nullable Long wholeNumber(Object given) {
        if (given instanceof Integer || given instanceof Long) {
            return ((Number) given).longValue();
        }
        return given instanceof String text && text.strip().matches("[+-]?(0|[1-9]\\d{0,17})")
                ? Long.valueOf(text.strip())
                : null;
    }

    static @Nullable Boolean flag(Object given) {
        String text = given.toString().strip();
        return text.equalsIgnoreCase("true") ? Boolean.TRUE : text.equalsIgnoreCase("false") ? Boolean.FALSE : null;
    }

    static @Nullable String text(Object given) {
        return given instanceof String text && !text.isBlank() ? text.strip() : null;
    }

    /** A secret as it was made, without {@link #STRAY_ENDS}: one whose bytes were lost on the way would be another secret. */
    static @Nullable String secret(Object given) {
        String secret = given instanceof String text ? STRAY_ENDS.matcher(text).replaceAll("") : "";
        return secret.isEmpty() || secret.indexOf(NOT_UTF_8) >= 0 ? null : secret;
    }

    static @Nullable String host(Object given) {
        String text = text(given);
        return text == null ? null : Host.parse(text);
    }

    /** An HTTP service's scheme, host and port, without the slash that may end them. */
    static @Nullable String origin(Object given) {
        String url = url(given);
        return url == null ? null : url.matches("[^/]+//[^/]+/?") ? url.replaceFirst("/$", "") : null;
    }

    /** An HTTP service's address, perhaps with a path. */
    static @Nullable String url(Object given) {
        String url = given.toString().strip();
        return ServiceUrl.isValid(url) ? url : null;
    }

    /** A path that this machine's file system can have. */
    static @Nullable String path(Object given) {
        String path = text(given);
        try {
            return path == null ? null : Path.of(path).toString();
        } catch (InvalidPathException e) {
            return null;
        }
    }

    /** A list of texts, or one text with commas. */
    static @Nullable List<String> texts(Object given) {
        Collection<?> items = given instanceof Collection<?> list
                ? list
                : given instanceof String text ? Arrays.asList(text.split(",", -1)) : List.of(given);
        List<String> texts = new ArrayList<>();
        for (Object item : items) {
            String text = item == null ? null : text(item);
            if (text == null) {
                return null;
            }
            texts.add(text);
        }
        return List.copyOf(texts);
    }

    /** Integers and ranges of them, {@code 0-15,20}, in a text or a list. */
    static @Nullable Set<Integer> integers(Object given, int min, int max) {
        Collection<?> items = given instanceof Collection<?> list
                ? list
                : Arrays.asList(given.toString().split(",", -1));
        var integers = new TreeSet<Integer>();
        for (Object item : items) {
            String[] ends = item.toString().strip().split("-", 2);
            Long first = wholeNumber(ends[0]);
            Long last = ends.length == 1 ? first : wholeNumber(ends[1]);
            if (first == null || last == null || first < min || last > max || first > last) {
                return null;
            }
            for (long each = first; each <= last; each++) {
                integers.add((int) each);
            }
        }
        return integers.isEmpty() ? null : integers;
    }

    /** The value for a message of one line. */
    static String shown(Object given) {
        return switch (given) {
            case Map<?, ?> _ -> "a group of settings";
            case Collection<?> _ -> "a list";
            default -> {
                String text = given.toString();
                yield text.length() <= SHOWN_CHARACTERS
                        ? "'" + text + "'"
                        : "'" + text.substring(0, SHOWN_CHARACTERS) + "…'";
            }
        };
    }
}
