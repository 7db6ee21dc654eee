package io.herd.config;

import java.time.Duration;

/**
 * Fences, and what is told of clients that enter and leave them.
 *
 * @param most how many fences there may be
 * @param clients how many clients may be in all fences together, each counted once for each fence that it is in
 * @param stale after how long a client in a fence that does not report any more counts as stale
 * @param webhooks who is sent what happens
 */
public record FencesConfig(int most, int clients, Duration stale, HooksConfig webhooks) {
    private static final SettingType<Integer> MOST = SettingType.integer(0, 1_000_000);
    private static final SettingType<Integer> CLIENTS = SettingType.integer(1, 100_000_000);
    private static final SettingType<Duration> STALE =
            SettingType.duration(Duration.ofSeconds(1), Duration.ofDays(365));

    public static final FencesConfig DEFAULT =
            new FencesConfig(10_000, 100_000, Duration.ofMinutes(10), HooksConfig.DEFAULT);

    public FencesConfig {
        most = MOST.read("fences.most", most);
        clients = CLIENTS.read("fences.clients", clients);
        stale = STALE.read("fences.stale", stale);
    }

    static FencesConfig from(SettingGroup fences) {
        var config = new FencesConfig(
                fences.get("most", MOST, DEFAULT.most),
                fences.get("clients", CLIENTS, DEFAULT.clients),
                fences.get("stale", STALE, DEFAULT.stale),
                HooksConfig.from(fences.section("webhooks")));
        fences.end();
        return config;
    }
}
