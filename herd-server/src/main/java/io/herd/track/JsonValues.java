package io.herd.track;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What a parser of JSON stands at. */
final class JsonValues {
    private JsonValues() {}

    /** Reads the value of a field; what it leaves of an object or an array is skipped. */
    @FunctionalInterface
    interface FieldAction {
        void read(String name, JsonParser json) throws IOException;
    }

    /** Hands over each field of the object at whose begin the parser stands, and goes to its end. Anything else is skipped. */
    static void eachField(JsonParser json, FieldAction action) throws IOException {
        if (!json.isExpectedStartObjectToken()) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            action.read(name, json);
            json.skipChildren();
        }
    }

    /** A number, perhaps as a text; NaN for anything else. */
    static double number(JsonParser json) throws IOException {
        return PointDraft.number(text(json));
    }

    /** A text, or a number as it is written; null for anything else. */
    static @Nullable String text(JsonParser json) throws IOException {
        JsonToken token = json.currentToken();
        return token == JsonToken.VALUE_STRING || token.isNumeric() ? json.getText() : null;
    }
}
