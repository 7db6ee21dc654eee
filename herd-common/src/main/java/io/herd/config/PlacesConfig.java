package io.herd.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where WHATSAT gets its places from.
 *
 * @param provider which source is asked
 * @param url where the source's HTTP service is, without path; null for the provider's own
 * @param key what Google knows the operator by; null without one. Never logged
 * @param deadline after which a WHATSAT is answered, whatever the source does
 * @param connections how many connections to the source are open at once
 * @param maxAnswerBytes how long an answer of the source may be
 */
public record PlacesConfig(
        Provider provider,
        @Nullable String url,
        @Nullable String key,
        Duration deadline,
        int connections,
        int maxAnswerBytes) {

    /** The sources of places. */
    public enum Provider {
        /** The embedded gazetteer, which each server serves on its own HTTP port in the form of Google's service. */
        GAZETTEER,
        /** Google's Nearby Search in its legacy form. */
        GOOGLE_LEGACY
    }

    /** All but the key. */
    @Override
    public String toString() {
        return "PlacesConfig[" + provider + ", url=" + url + ", deadline=" + deadline + "]";
    }
}
