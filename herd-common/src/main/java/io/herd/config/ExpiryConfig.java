package io.herd.config;

import java.time.Duration;

/**
 * When what a herd knows is forgotten. All servers of a herd have the same.
 *
 * @param ttl for how long a client is known after the time of its newest report; zero for ever
 * @param tombstones for how long a deletion is remembered where clients are known for ever
 */
public record ExpiryConfig(Duration ttl, Duration tombstones) {
    private static final Duration LONGEST = Duration.ofDays(3_650);
    private static final SettingType<Duration> TTL = SettingType.duration(Duration.ZERO, LONGEST);
    /** Servers tell each other only in heartbeats whom they have had word of. */
    private static final SettingType<Duration> TOMBSTONES = SettingType.duration(Duration.ofMinutes(1), LONGEST);

    public static final ExpiryConfig DEFAULT = new ExpiryConfig(Duration.ZERO, Duration.ofDays(30));

    public ExpiryConfig {
        ttl = TTL.read("expiry.ttl", ttl);
        tombstones = TOMBSTONES.read("expiry.tombstones", tombstones);
    }

    static ExpiryConfig from(SettingGroup expiry) {
        var config = new ExpiryConfig(
                expiry.get("ttl", TTL, DEFAULT.ttl), expiry.get("tombstones", TOMBSTONES, DEFAULT.tombstones));
        expiry.end();
        return config;
    }
}
