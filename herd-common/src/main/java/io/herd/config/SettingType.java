package io.herd.config;

import io.herd.access.Names;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the value of a setting may be, and how it is read from what was given.
 *
 * @param expected what is allowed, for people
 * @param secret whether the value must never be shown
 * @param reader makes a value of what was given
 */
record SettingType<T>(String expected, boolean secret, Reader<T> reader) {
    static final SettingType<Boolean> FLAG = new SettingType<>("true or false", RawSetting::flag);
    static final SettingType<String> TEXT = new SettingType<>("a text", RawSetting::text);
    static final SettingType<String> HOST =
            new SettingType<>("a host name or address without spaces", RawSetting::host);
    static final SettingType<String> ORIGIN =
            new SettingType<>("http:// or https://, a host and perhaps a port, without a path", RawSetting::origin);
    static final SettingType<String> URL = new SettingType<>(
            "http:// or https://, a host, perhaps a port and a path, without a query", RawSetting::url);
    static final SettingType<String> PATH = new SettingType<>(
            "a path; one with letters beyond ASCII takes a UTF-8 locale, such as LC_ALL=C.UTF-8", RawSetting::path);
    static final SettingType<List<String>> NAMES =
            new SettingType<>("a list of names, such as [Hands, Wilkes]", RawSetting::texts);

    private static final String NONE = "none";

    /** Makes a value of what was given. */
    @FunctionalInterface
    interface Reader<T> {
        /** Null where what was given is not allowed. An allowed value of type T reads as itself. */
        @Nullable
        T read(Object given);
    }

    private SettingType(String expected, Reader<T> reader) {
        this(expected, false, reader);
    }

    /** Origins as browsers send them, or one asterisk. */
    static SettingType<List<String>> origins() {
        return new SettingType<>("a list of origins, such as [https://map.example], or [\"*\"] for all", given -> {
            List<String> texts = RawSetting.texts(given);
            boolean isSound = texts != null
                    && (texts.equals(List.of("*"))
                            || texts.stream().allMatch(each -> each.equals(RawSetting.origin(each))));
            return isSound ? texts : null;
        });
    }

    /** URLs as {@link #URL} has them. */
    static SettingType<List<String>> urls() {
        return new SettingType<>("a list of URLs, such as [https://app.example/fences], without queries", given -> {
            List<String> texts = RawSetting.texts(given);
            return texts != null && texts.stream().allMatch(ServiceUrl::isValid) ? texts : null;
        });
    }

    /** Where something listens, each {@code host:port}. */
    static SettingType<List<String>> addresses() {
        return new SettingType<>("a list of addresses, such as [\"west1.example:11490\", \"[::1]:11491\"]", given -> {
            List<String> texts = RawSetting.texts(given);
            boolean isSound = texts != null && texts.stream().allMatch(each -> HostPort.parse(each) != null);
            return isSound ? texts : null;
        });
    }

    /** Integers and ranges of them. */
    static SettingType<Set<Integer>> integers(int min, int max) {
        String expected = "integers from " + min + " to " + max + " and ranges of them, such as \"0-15,20\"";
        return new SettingType<>(expected, given -> RawSetting.integers(given, min, max));
    }

    static SettingType<Integer> integer(int min, int max) {
        return new SettingType<>("an integer from " + min + " to " + max, given -> {
            Long number = RawSetting.wholeNumber(given);
            return number == null || number < min || number > max ? null : number.intValue();
        });
    }

    /** A number of bytes. */
    static SettingType<Long> size(long min, long max) {
        String bounds = Units.SIZE.show(min) + " to " + Units.SIZE.show(max);
        return new SettingType<>("a size from " + bounds + ", such as 8192, 64KiB or 1MiB", given -> {
            Long bytes = given instanceof String text ? Units.SIZE.parse(text) : RawSetting.wholeNumber(given);
            return bytes == null || bytes < min || bytes > max ? null : bytes;
        });
    }

    static SettingType<Duration> duration(Duration min, Duration max) {
        String bounds = Units.TIME.show(min.toMillis()) + " to " + Units.TIME.show(max.toMillis());
        return new SettingType<>("a duration from " + bounds + ", such as 100ms, 5s, 1m or 24h", given -> {
            Long millis = given instanceof String text ? Units.TIME.parse(text) : null;
            Duration duration = millis != null ? Duration.ofMillis(millis) : given instanceof Duration it ? it : null;
            return duration == null || duration.compareTo(min) < 0 || duration.compareTo(max) > 0 ? null : duration;
        });
    }

    /** One of an enum's constants, written in lower case with hyphens. */
    static <E extends Enum<E>> SettingType<E> oneOf(Class<E> type) {
        Map<Object, E> constants = Arrays.stream(type.getEnumConstants())
                .collect(Collectors.toMap(SettingType::written, constant -> constant, (one, _) -> one, TreeMap::new));
        return new SettingType<>(
                constants.keySet().stream().map(Object::toString).collect(Collectors.joining(" or ")),
                given -> type.isInstance(given) ? type.cast(given) : constants.get(given.toString()));
    }

    /** Some of an enum's constants, written so, or {@code none}. */
    static <E extends Enum<E>> SettingType<Set<E>> someOf(Class<E> type) {
        SettingType<E> one = oneOf(type);
        return new SettingType<>("none, or a list of " + one.expected(), given -> {
            if (given.equals(List.of(NONE)) || given.equals(NONE)) {
                return EnumSet.noneOf(type);
            }
            Set<E> some = EnumSet.noneOf(type);
            Collection<?> items = given instanceof Set<?> constants ? constants : RawSetting.texts(given);
            for (Object item : items == null ? List.of(NONE) : items) {
                E constant = one.reader.read(item);
                if (constant == null) {
                    return null;
                }
                some.add(constant);
            }
            return some;
        });
    }

    /** Patterns of names: {@code family/phone}, {@code family/*}. */
    static SettingType<List<String>> namePatterns() {
        return new SettingType<>(
                "a list of names, or of what names begin with and an asterisk, such as [family/*]", given -> {
                    List<String> texts = RawSetting.texts(given);
                    return texts != null && texts.stream().allMatch(Names::isPattern) ? texts : null;
                });
    }

    /** As people write it. */
    static String written(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A text of some form. */
    static SettingType<String> text(String expected, Predicate<String> isAllowed) {
        return new SettingType<>(expected, given -> {
            String text = RawSetting.text(given);
            return text != null && isAllowed.test(text) ? text : null;
        });
    }

    /** A text that is never shown, of at least so many bytes. */
    static SettingType<String> secret(String expected, int minBytes) {
        return new SettingType<>(expected, true, given -> {
            String text = RawSetting.secret(given);
            return text == null || text.getBytes(StandardCharsets.UTF_8).length < minBytes ? null : text;
        });
    }

    /** A text that is never shown and fits into a header of HTTP. */
    static SettingType<String> key() {
        return new SettingType<>("a key: letters, digits and signs of ASCII, without spaces", true, given -> {
            String text = RawSetting.secret(given);
            return text == null || !text.matches("[!-~]+") ? null : text;
        });
    }

    /**
     * The value of the setting called {@code name}.
     *
     * @throws ConfigException if what was given is not allowed
     */
    T read(String name, Object given) {
        T value = reader.read(given);
        if (value == null) {
            throw new ConfigException(
                    name + ": expected " + expected + (secret ? "" : ", got " + RawSetting.shown(given)));
        }
        return value;
    }
}
