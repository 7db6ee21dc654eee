package io.herd.server.places;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import org.jspecify.annotations.Nullable;

/** Removes the key from texts of others. Google does not quote it, but a proxy may quote the request. */
record Redaction(@Nullable String key) {
    String clean(String text) {
        return key == null ? text : text.replace(key, "KEY").replace(URLEncoder.encode(key, UTF_8), "KEY");
    }

    /** Does not show the key. */
    @Override
    public String toString() {
        return "Redaction";
    }
}
