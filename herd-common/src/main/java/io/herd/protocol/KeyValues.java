package io.herd.protocol;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Texts by their keys as one word of a line: {@code battery=81,tid=al}, the texts in UTF-8 and percent-encoded. */
final class KeyValues {
    private static final String NEXT = ",";
    private static final char IS = '=';

    private KeyValues() {}

    /** The word for some texts; there must be one. */
    static Bytes write(Map<String, String> texts) {
        return Bytes.of(texts.entrySet().stream()
                .map(each -> each.getKey() + IS + encode(each.getValue()))
                .collect(Collectors.joining(NEXT)));
    }

    /** A text as it stands in a word. */
    static String encode(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return PercentEncoding.encode(Bytes.view(utf8, 0, utf8.length));
    }

    /** The texts of a word, or null where it is malformed. */
    static @Nullable Map<String, String> read(Bytes word) {
        var texts = new LinkedHashMap<String, String>();
        for (String each : word.toString().split(NEXT, -1)) {
            int is = each.indexOf(IS);
            Bytes text = is < 1 ? null : PercentEncoding.decode(each.substring(is + 1));
            if (text == null) {
                return null;
            }
            texts.put(each.substring(0, is), text.toUtf8());
        }
        return texts;
    }
}
