package io.herd.server.places;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a source answered, whole. */
record HttpAnswer(int status, MultiMap headers, Buffer body) {
    /** What a reader makes of the body as a JSON object; null where it is none, or its fields have other types. */
    <T> @Nullable T json(Function<JsonObject, ? extends @Nullable T> reader) {
        try {
            return reader.apply(new JsonObject(body));
        } catch (DecodeException | ClassCastException e) {
            // The latter is how JsonObject says that a field is of another type.
            return null;
        }
    }

    /** The objects in a list of an object; none where there is no such list. */
    static Stream<JsonObject> objects(JsonObject json, String field) {
        JsonArray array = json.getJsonArray(field);
        return array == null ? Stream.empty() : array.stream().map(JsonObject.class::cast);
    }

    /** How long the source asks to be left alone: by HTTP's Retry-After in seconds, or by Google's RetryInfo. */
    @Nullable
    Duration retryAfter() {
        if (status != 429 && status != 503) {
            return null;
        }
        Duration header = seconds(headers.get("Retry-After"));
        return header != null ? header : json(HttpAnswer::retryInfo);
    }

    private static @Nullable Duration retryInfo(JsonObject answer) {
        JsonObject error = answer.getJsonObject("error", new JsonObject());
        return objects(error, "details")
                .map(detail -> detail == null ? null : detail.getString("retryDelay"))
                .filter(delay -> delay != null && delay.endsWith("s"))
                .map(delay -> seconds(delay.substring(0, delay.length() - 1)))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable Duration seconds(@Nullable String text) {
        boolean isNumber = text != null && text.matches("\\d{1,9}(\\.\\d{1,9})?");
        return isNumber ? Duration.ofMillis((long) Math.ceil(Double.parseDouble(text) * 1000)) : null;
    }
}
