package io.herd.server.places;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A provider's error message in any of its forms: HTTP's own; google.rpc's, with its
 * details ({@code ErrorInfo}, {@code RetryInfo}) or with the older {@code errors}; the legacy form of Nearby Search; an
 * Overpass interpreter's remark; or a page for people.
 *
 * @param http the HTTP status
 * @param codes all words for machines, such as {@code RESOURCE_EXHAUSTED}
 * @param text for people, in one line; empty if there is none
 * @param retryAfter how long a pause it asks for; null for none
 */
record ErrorReport(
        int http, Set<String> codes, String text, @Nullable Duration retryAfter) {
    private static final int LONGEST_PAGE = 1 << 14;
    private static final int LONGEST_TEXT = 300;
    /**
     * Tags, and elements whose content nobody reads; one without an end goes on to the end of the page, so that it is looked for only
     * once.
     */
    private static final Pattern TAGS =
            Pattern.compile("(?is)<(script|style|head)\\b.*?(?:</\\1>|(?=<body\\b)|\\z)|<[^>]*>?");

    /** Reads an answer that came at a time. */
    static ErrorReport of(HttpAnswer answer, Instant now) {
        JsonObject json = answer.json(object -> object);
        Set<String> codes = new HashSet<>();
        Duration retryAfter = header(answer, now);
        String text = json == null ? page(answer) : text(json, "error_message", "remark");
        if (json != null) {
            add(codes, json, "status");
        }
        if (json != null && json.getValue("error") instanceof JsonObject error) {
            add(codes, error, "status");
            objects(error, "errors").forEach(each -> add(codes, each, "reason"));
            objects(error, "details").forEach(each -> {
                add(codes, each, "reason");
                objects(each, "metadata").forEach(metadata -> add(codes, metadata, "quota_limit"));
            });
            text = text(error, "message");
            retryAfter = retryAfter != null ? retryAfter : retryInfo(error);
        }
        return new ErrorReport(answer.status(), codes, line(text), retryAfter);
    }

    /** The objects in a list, or the object, that a field holds. */
    private static Stream<JsonObject> objects(JsonObject json, String field) {
        Object value = json.getValue(field);
        Stream<?> values =
                value instanceof JsonArray array ? array.stream() : Stream.of(Objects.requireNonNullElse(value, ""));
        return values.filter(JsonObject.class::isInstance).map(JsonObject.class::cast);
    }

    private static void add(Set<String> codes, JsonObject json, String field) {
        if (json.getValue(field) instanceof String code) {
            codes.add(code);
        }
    }

    private static String text(JsonObject json, String... fields) {
        return Stream.of(fields)
                .map(json::getValue)
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .findFirst()
                .orElse("");
    }

    /** A page of HTML or XML, or any other text, without its tags. */
    private static String page(HttpAnswer answer) {
        String page =
                answer.body().getString(0, Math.min(LONGEST_PAGE, answer.body().length()), UTF_8.name());
        return TAGS.matcher(page).replaceAll(" ");
    }

    private static String line(String text) {
        String line = text.replaceAll("[\\s\\p{Cc}\\uFFFD]+", " ").strip();
        return line.length() <= LONGEST_TEXT ? line : line.substring(0, LONGEST_TEXT) + "…";
    }

    /** HTTP's {@code Retry-After}: seconds or a date, which the provider's own clock is best compared with. */
    private static @Nullable Duration header(HttpAnswer answer, Instant now) {
        String header = answer.headers().get("Retry-After");
        Instant until = date(header);
        if (until == null) {
            return seconds(header);
        }
        Instant sent = date(answer.headers().get("Date"));
        Duration wait = Duration.between(sent == null ? now : sent, until);
        return wait.isNegative() ? Duration.ZERO : wait;
    }

    private static @Nullable Instant date(@Nullable String text) {
        try {
            return text == null
                    ? null
                    : ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant();
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static @Nullable Duration retryInfo(JsonObject error) {
        return objects(error, "details")
                .map(detail -> text(detail, "retryDelay"))
                .filter(delay -> delay.endsWith("s"))
                .map(delay -> seconds(delay.substring(0, delay.length() - 1)))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable Duration seconds(@Nullable String text) {
        boolean isNumber = text != null && text.strip().matches("\\d{1,9}(\\.\\d{1,9})?");
        return isNumber ? Duration.ofMillis((long) Math.ceil(Double.parseDouble(text) * 1000)) : null;
    }
}
