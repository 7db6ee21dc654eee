package io.herd.server.places;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a provider answered, whole. */
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
}
