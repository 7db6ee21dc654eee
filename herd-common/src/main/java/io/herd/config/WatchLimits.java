package io.herd.config;

/**
 * Limits on what clients watch.
 *
 * @param perConnection how many clients and areas a connection may watch
 * @param clients how many clients may be in all areas that are watched together
 */
public record WatchLimits(int perConnection, int clients) {
    private static final SettingType<Integer> PER_CONNECTION = SettingType.integer(0, 1_000_000);
    private static final SettingType<Integer> CLIENTS = SettingType.integer(1, 100_000_000);

    public static final WatchLimits DEFAULT = new WatchLimits(100, 100_000);

    public WatchLimits {
        perConnection = PER_CONNECTION.read("limits.watches", perConnection);
        clients = CLIENTS.read("limits.watchedClients", clients);
    }

    static WatchLimits from(SettingGroup limits) {
        return new WatchLimits(
                limits.get("watches", PER_CONNECTION, DEFAULT.perConnection),
                limits.get("watchedClients", CLIENTS, DEFAULT.clients));
    }
}
