package io.herd.config;

import java.time.Duration;

/**
 * Limits for clients.
 *
 * @param lineBytes how long a line may be, its terminator not counted
 * @param future how far ahead of the server's clock a report may be stamped
 * @param commandsInFlight how many commands of a connection may wait for their replies at once
 * @param unknownWait how long a question about an unknown client waits for its report to come from another server
 * @param drain how long an orderly stop waits for replies under way
 * @param clients how many clients may be known before reports of others are refused
 * @param clientBytes how many bytes may be allocated for them; 0 for a share of the heap
 * @param reportsPerClient how many reports of one client are taken a second; 0 for any number
 * @param connections limits on connections
 * @param watches limits on what clients watch
 */
public record LimitsConfig(
        int lineBytes,
        Duration future,
        int commandsInFlight,
        Duration unknownWait,
        Duration drain,
        int clients,
        long clientBytes,
        int reportsPerClient,
        ConnectionLimits connections,
        WatchLimits watches) {
    private static final SettingType<Integer> LINE_BYTES = SettingType.integer(64, 16_000);
    private static final SettingType<Duration> FUTURE = SettingType.duration(Duration.ZERO, Duration.ofDays(365));
    private static final SettingType<Integer> COMMANDS_IN_FLIGHT = SettingType.integer(1, 1_000_000);
    private static final SettingType<Duration> UNKNOWN_WAIT =
            SettingType.duration(Duration.ZERO, Duration.ofMinutes(1));
    private static final SettingType<Duration> DRAIN = SettingType.duration(Duration.ZERO, Duration.ofHours(1));
    private static final SettingType<Integer> CLIENTS = SettingType.integer(1, Integer.MAX_VALUE);
    private static final SettingType<Long> CLIENT_BYTES = SettingType.size(0, 1L << 40);
    private static final SettingType<Integer> REPORTS_PER_CLIENT = SettingType.integer(0, 1_000_000);

    public static final LimitsConfig DEFAULT = new LimitsConfig(
            8192,
            Duration.ofHours(24),
            1000,
            Duration.ofMillis(200),
            Duration.ofSeconds(5),
            10_000_000,
            0,
            0,
            ConnectionLimits.DEFAULT,
            WatchLimits.DEFAULT);

    public LimitsConfig {
        lineBytes = LINE_BYTES.read("limits.lineBytes", lineBytes);
        future = FUTURE.read("limits.future", future);
        commandsInFlight = COMMANDS_IN_FLIGHT.read("limits.commandsInFlight", commandsInFlight);
        unknownWait = UNKNOWN_WAIT.read("limits.unknownWait", unknownWait);
        drain = DRAIN.read("limits.drain", drain);
        clients = CLIENTS.read("limits.clients", clients);
        clientBytes = CLIENT_BYTES.read("limits.clientBytes", clientBytes);
        reportsPerClient = REPORTS_PER_CLIENT.read("limits.reportsPerClient", reportsPerClient);
    }

    static LimitsConfig from(SettingGroup limits) {
        var config = new LimitsConfig(
                limits.get("lineBytes", LINE_BYTES, DEFAULT.lineBytes),
                limits.get("future", FUTURE, DEFAULT.future),
                limits.get("commandsInFlight", COMMANDS_IN_FLIGHT, DEFAULT.commandsInFlight),
                limits.get("unknownWait", UNKNOWN_WAIT, DEFAULT.unknownWait),
                limits.get("drain", DRAIN, DEFAULT.drain),
                limits.get("clients", CLIENTS, DEFAULT.clients),
                limits.get("clientBytes", CLIENT_BYTES, DEFAULT.clientBytes),
                limits.get("reportsPerClient", REPORTS_PER_CLIENT, DEFAULT.reportsPerClient),
                ConnectionLimits.from(limits),
                WatchLimits.from(limits));
        limits.end();
        return config;
    }

    /** The same with fewer connections, where a server may not open as many files as they take. */
    public LimitsConfig withinFiles(long files) {
        return with(connections.withinFiles(files), clientBytes);
    }

    /** The same, where what is left to the heap is what suits one of so many bytes: half for clients, a quarter for connections. */
    public LimitsConfig within(long heap) {
        return with(connections.within(heap), clientBytes == 0 ? heap / 2 : clientBytes);
    }

    private LimitsConfig with(ConnectionLimits otherConnections, long otherClientBytes) {
        return new LimitsConfig(
                lineBytes,
                future,
                commandsInFlight,
                unknownWait,
                drain,
                clients,
                otherClientBytes,
                reportsPerClient,
                otherConnections,
                watches);
    }
}
