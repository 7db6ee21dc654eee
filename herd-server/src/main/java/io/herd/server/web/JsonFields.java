package io.herd.server.web;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a JSON object. One that another version does not have is empty or zero; one of another type than it must have
 * is an {@link IllegalArgumentException}.
 */
record JsonFields(JsonObject json) {
    /** A field that every version has. */
    String required(String key) {
        return typed(key, json.getValue(key), String.class);
    }

    String text(String key) {
        return get(key, "", String.class);
    }

    long number(String key) {
        return get(key, 0, Number.class).longValue();
    }

    boolean flag(String key) {
        return get(key, false, Boolean.class);
    }

    Stream<JsonFields> objects(String key) {
        JsonArray array = get(key, new JsonArray(), JsonArray.class);
        return array.stream().map(each -> new JsonFields(typed(key, each, JsonObject.class)));
    }

    JsonFields object(String key) {
        return new JsonFields(get(key, new JsonObject(), JsonObject.class));
    }

    Map<String, Long> counters(String key) {
        JsonFields fields = object(key);
        var counters = new TreeMap<String, Long>();
        fields.json.fieldNames().forEach(name -> counters.put(name, fields.number(name)));
        return counters;
    }

    static JsonObject counters(Map<String, Long> counters) {
        var json = new JsonObject();
        counters.forEach(json::put);
        return json;
    }

    private <T> T get(String key, T otherwise, Class<T> type) {
        Object value = json.getValue(key);
        return value == null ? otherwise : typed(key, value, type);
    }

    private static <T> T typed(String key, @Nullable Object value, Class<T> type) {
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException("expected " + key + " to be a " + type.getSimpleName());
        }
        return type.cast(value);
    }
}
