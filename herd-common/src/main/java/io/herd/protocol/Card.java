package io.herd.protocol;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a client is shown to people. It is kept as a record of its own.
 *
 * @param name what people call it; empty if that is not known
 * @param trackerId one or two characters that stand for it on a map; empty if none
 * @param face a picture of it, PNG in Base64; empty if there is none
 */
public record Card(String name, String trackerId, String face) {
    /** How many bytes a face may have, so that a card fits into a record. */
    public static final int MOST_FACE_BYTES = 8_192;

    /** The word of its records. */
    static final String KIND = "CARD";

    private static final int MOST_NAME = 100;
    private static final int MOST_TRACKER_ID = 2;
    private static final int MOST_BYTES = 12_288;
    /** How many bytes a face may have as it stands in a word: the rest suffices for the longest name and tracker id. */
    private static final int MOST_ENCODED_FACE = 10_240;

    public Card {
        name = name.length() > MOST_NAME ? name.substring(0, name.offsetByCodePoints(0, shorter(name))) : name;
        trackerId = trackerId.codePointCount(0, trackerId.length()) > MOST_TRACKER_ID ? "" : trackerId;
        face = face.length() > MOST_FACE_BYTES || KeyValues.encode(face).length() > MOST_ENCODED_FACE ? "" : face;
    }

    private static int shorter(String name) {
        return name.codePointCount(0, MOST_NAME);
    }

    /** Whether it says nothing. */
    public boolean isEmpty() {
        return name.isEmpty() && trackerId.isEmpty() && face.isEmpty();
    }

    /** The card as a word of a line; it must say something. */
    Bytes toWord() {
        var texts = new LinkedHashMap<String, String>();
        put(texts, "name", name);
        put(texts, "tid", trackerId);
        put(texts, "face", face);
        return KeyValues.write(texts);
    }

    private static void put(Map<String, String> texts, String key, String text) {
        if (!text.isEmpty()) {
            texts.put(key, text);
        }
    }

    /** The card in a word, or null where it is malformed. Keys that are not known are passed over. */
    static @Nullable Card parse(Bytes word) {
        Map<String, String> texts = word.length() > MOST_BYTES ? null : KeyValues.read(word);
        return texts == null
                ? null
                : new Card(
                        texts.getOrDefault("name", ""), texts.getOrDefault("tid", ""), texts.getOrDefault("face", ""));
    }
}
