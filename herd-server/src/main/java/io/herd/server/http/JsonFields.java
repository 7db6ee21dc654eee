package io.herd.server.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The fields of a JSON object, each of the type it must have; else an {@link IllegalArgumentException}. */
record JsonFields(JsonObject json) {
    String text(String key) {
        return get(key, String.class);
    }

    long number(String key) {
        return get(key, Number.class).longValue();
    }

    boolean flag(String key) {
        return get(key, Boolean.class);
    }

    Stream<JsonFields> objects(String key) {
        JsonArray array = get(key, JsonArray.class);
        return array.stream().map(each -> new JsonFields(typed(key, each, JsonObject.class)));
    }

    Map<String, Long> counters(String key) {
        var fields = new JsonFields(get(key, JsonObject.class));
        var counters = new TreeMap<String, Long>();
        fields.json.fieldNames().forEach(name -> counters.put(name, fields.number(name)));
        return counters;
    }

    static JsonObject counters(Map<String, Long> counters) {
        var json = new JsonObject();
        counters.forEach(json::put);
        return json;
    }

    private <T> T get(String key, Class<T> type) {
        return typed(key, json.getValue(key), type);
    }

    private static <T> T typed(String key, Object value, Class<T> type) {
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException("expected " + key + " to be a " + type.getSimpleName());
        }
        return type.cast(value);
    }
}
