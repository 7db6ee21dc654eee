package io.herd.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where WHATSAT gets its places from.
 *
 * @param provider which source is asked
 * @param url where the source's HTTP service is; without path, but for overpass; null for the provider's own
 * @param key Google's API key; null without one. Never logged
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
        Requests requests,
        Breaker breaker,
        Cache cache,
        String directory) {
    private static final SettingType<Provider> PROVIDER = SettingType.oneOf(Provider.class);
    private static final SettingType<String> KEY = SettingType.key();
    private static final SettingType<Duration> DEADLINE =
            SettingType.duration(Duration.ofMillis(1), Duration.ofHours(1));
    private static final SettingType<Integer> CONNECTIONS = SettingType.integer(1, 10_000);
    private static final SettingType<Long> MAX_ANSWER_BYTES = SettingType.size(1, 1 << 30);

    public static final PlacesConfig DEFAULT = new PlacesConfig(
            Provider.GAZETTEER,
            null,
            null,
            Duration.ofSeconds(5),
            16,
            1 << 20,
            Requests.DEFAULT,
            Breaker.DEFAULT,
            Cache.DEFAULT,
            "data/places");

    /** The sources of places. */
    public enum Provider {
        /** The embedded gazetteer, which each server serves on its own HTTP port in the form of Google's service. */
        GAZETTEER(false),
        /** Google's Places API (New). */
        GOOGLE(true),
        /** Google's Nearby Search in its legacy form. */
        GOOGLE_LEGACY(true),
        /** An Overpass interpreter: OpenStreetMap. */
        OVERPASS(false);

        private final boolean isGoogle;

        Provider(boolean isGoogle) {
            this.isGoogle = isGoogle;
        }

        /** Whether it needs a key, and its terms forbid caching its answers. */
        public boolean isGoogle() {
            return isGoogle;
        }

        private SettingType<String> url() {
            return this == OVERPASS ? SettingType.URL : SettingType.ORIGIN;
        }
    }

    /**
     * How often the source is asked.
     *
     * @param inFlight how many searches may wait for answers at once, each with requests of its own or sharing them
     * @param perDay how many requests a server sends in a day of UTC; 0 for any number
     */
    public record Requests(int inFlight, int perDay) {
        private static final SettingType<Integer> IN_FLIGHT = SettingType.integer(1, 1_000_000);
        private static final SettingType<Integer> PER_DAY = SettingType.integer(0, 1_000_000_000);

        public static final Requests DEFAULT = new Requests(4096, 0);

        public Requests {
            inFlight = IN_FLIGHT.read("places.requests.inFlight", inFlight);
            perDay = PER_DAY.read("places.requests.perDay", perDay);
        }

        static Requests from(SettingGroup requests) {
            var config = new Requests(
                    requests.get("inFlight", IN_FLIGHT, DEFAULT.inFlight),
                    requests.get("perDay", PER_DAY, DEFAULT.perDay));
            requests.end();
            return config;
        }
    }

    /**
     * The circuit breaker.
     *
     * @param failures after how many failures in a row it opens
     * @param pause for how long, unless the provider itself says
     */
    public record Breaker(int failures, Duration pause) {
        private static final SettingType<Integer> FAILURES = SettingType.integer(1, 1_000_000);
        private static final SettingType<Duration> PAUSE =
                SettingType.duration(Duration.ofMillis(1), Duration.ofHours(24));

        public static final Breaker DEFAULT = new Breaker(5, Duration.ofSeconds(10));

        public Breaker {
            failures = FAILURES.read("places.breaker.failures", failures);
            pause = PAUSE.read("places.breaker.pause", pause);
        }

        static Breaker from(SettingGroup breaker) {
            var config = new Breaker(
                    breaker.get("failures", FAILURES, DEFAULT.failures), breaker.get("pause", PAUSE, DEFAULT.pause));
            breaker.end();
            return config;
        }
    }

    /**
     * The cache of answers, where the source allows caching.
     *
     * @param bytes how much memory they may take; 0 to keep none
     * @param age after how long they expire
     */
    public record Cache(long bytes, Duration age) {
        private static final SettingType<Long> BYTES = SettingType.size(0, 1L << 40);
        private static final SettingType<Duration> AGE =
                SettingType.duration(Duration.ofMillis(1), Duration.ofDays(30));

        public static final Cache DEFAULT = new Cache(16 << 20, Duration.ofHours(1));

        public Cache {
            bytes = BYTES.read("places.cache.bytes", bytes);
            age = AGE.read("places.cache.age", age);
        }

        static Cache from(SettingGroup cache) {
            var config = new Cache(cache.get("bytes", BYTES, DEFAULT.bytes), cache.get("age", AGE, DEFAULT.age));
            cache.end();
            return config;
        }
    }

    public PlacesConfig {
        url = url == null ? null : provider.url().read("places.url", url);
        key = key == null ? null : KEY.read("places.key", key);
        deadline = DEADLINE.read("places.deadline", deadline);
        connections = CONNECTIONS.read("places.connections", connections);
        maxAnswerBytes = Math.toIntExact(MAX_ANSWER_BYTES.read("places.maxAnswerBytes", maxAnswerBytes));
        directory = SettingType.PATH.read("places.directory", directory);
    }

    /** One with the defaults for all else. */
    public PlacesConfig(
            Provider provider,
            @Nullable String url,
            @Nullable String key,
            Duration deadline,
            int connections,
            int maxAnswerBytes) {
        this(
                provider,
                url,
                key,
                deadline,
                connections,
                maxAnswerBytes,
                Requests.DEFAULT,
                Breaker.DEFAULT,
                Cache.DEFAULT,
                DEFAULT.directory);
    }

    static PlacesConfig from(SettingGroup places) {
        String key = places.secret("key", KEY);
        Provider provider = places.get("provider", PROVIDER, key == null ? DEFAULT.provider : Provider.GOOGLE);
        var config = new PlacesConfig(
                provider,
                places.optional("url", provider.url()),
                key,
                places.get("deadline", DEADLINE, DEFAULT.deadline),
                places.get("connections", CONNECTIONS, DEFAULT.connections),
                Math.toIntExact(places.get("maxAnswerBytes", MAX_ANSWER_BYTES, (long) DEFAULT.maxAnswerBytes)),
                Requests.from(places.section("requests")),
                Breaker.from(places.section("breaker")),
                Cache.from(places.section("cache")),
                places.get("directory", SettingType.PATH, DEFAULT.directory));
        places.end();
        if (provider.isGoogle() && key == null) {
            throw new ConfigException("places.provider: " + SettingType.written(provider) + " needs a key; set the"
                    + " environment variable GOOGLE_PLACES_KEY, or places.keyFile to a file that holds it");
        }
        return config;
    }

    /** All but the key. */
    @Override
    public String toString() {
        return "PlacesConfig[" + provider + ", url=" + url + ", deadline=" + deadline + "]";
    }
}
