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
 * @param directory where imported places are
 */
public record PlacesConfig(
        Provider provider,
        @Nullable String url,
        @Nullable String key,
        Duration deadline,
        int connections,
        int maxAnswerBytes,
        String directory) {
    private static final Kind<Provider> PROVIDER = Kind.oneOf(Provider.class);
    private static final Kind<String> KEY = Kind.secret("a text that is not empty", 1);
    private static final Kind<Duration> DEADLINE = Kind.duration(Duration.ofMillis(1), Duration.ofHours(1));
    private static final Kind<Integer> CONNECTIONS = Kind.integer(1, 10_000);
    private static final Kind<Long> MAX_ANSWER_BYTES = Kind.size(1, 1 << 30);

    public static final PlacesConfig DEFAULT =
            new PlacesConfig(Provider.GAZETTEER, null, null, Duration.ofSeconds(5), 16, 1 << 20, "data/places");

    /** The sources of places. */
    public enum Provider {
        /** The embedded gazetteer, which each server serves on its own HTTP port in the form of Google's service. */
        GAZETTEER,
        /** Google's Nearby Search in its legacy form. */
        GOOGLE_LEGACY
    }

    public PlacesConfig {
        url = url == null ? null : Kind.ORIGIN.read("places.url", url);
        key = key == null ? null : KEY.read("places.key", key);
        deadline = DEADLINE.read("places.deadline", deadline);
        connections = CONNECTIONS.read("places.connections", connections);
        maxAnswerBytes = Math.toIntExact(MAX_ANSWER_BYTES.read("places.maxAnswerBytes", maxAnswerBytes));
        directory = Kind.TEXT.read("places.directory", directory);
    }

    static PlacesConfig from(Section places) {
        var config = new PlacesConfig(
                places.get("provider", PROVIDER, DEFAULT.provider),
                places.optional("url", Kind.ORIGIN),
                places.secret("key", KEY),
                places.get("deadline", DEADLINE, DEFAULT.deadline),
                places.get("connections", CONNECTIONS, DEFAULT.connections),
                Math.toIntExact(places.get("maxAnswerBytes", MAX_ANSWER_BYTES, (long) DEFAULT.maxAnswerBytes)),
                places.get("directory", Kind.TEXT, DEFAULT.directory));
        places.end();
        if (config.provider == Provider.GOOGLE_LEGACY && config.key == null) {
            throw new ConfigException("places.provider: google-legacy needs a key; set the environment variable"
                    + " GOOGLE_PLACES_KEY, or places.keyFile to a file that holds it");
        }
        return config;
    }

    /** All but the key. */
    @Override
    public String toString() {
        return "PlacesConfig[" + provider + ", url=" + url + ", deadline=" + deadline + "]";
    }
}
