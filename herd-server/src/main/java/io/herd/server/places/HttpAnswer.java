package io.herd.server.places;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A complete HTTP answer of a provider. */
record HttpAnswer(int status, MultiMap headers, Buffer body) {
    /** The result of a reader of the body as a JSON object; null if it is none, or its fields have other types. */
    <T> @Nullable T json(Function<JsonObject, ? extends @Nullable T> reader) {
        try {
            return reader.apply(new JsonObject(body));
        } catch (DecodeException | ClassCastException e) {
            // The latter is how JsonObject says that a field is of another type.
            return null;
        }
    }
}
