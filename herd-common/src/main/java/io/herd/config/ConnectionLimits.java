package io.herd.config;

import java.time.Duration;

/**
 * Limits on a server's connections.
 *
 * @param connections how many may be open at once
 * @param connectionsPerAddress how many of them from one address
 * @param idle after how long without a byte in either direction a connection is closed
 * @param unfinishedLine how long after its last byte an unfinished line is processed as a command; zero for never
 * @param replyBytes how many bytes of replies may wait for a client that reads slowly, or for an earlier reply, before its
 *     commands wait too
 * @param http how many connections over HTTP may be open at once
 * @param bytes how many bytes all connections together may use; 0 for a share of the heap
 */
public record ConnectionLimits(
        int connections,
        int connectionsPerAddress,
        Duration idle,
        Duration unfinishedLine,
        int replyBytes,
        int http,
        long bytes) {
    private static final SettingType<Integer> CONNECTIONS = SettingType.integer(1, 10_000_000);
    private static final SettingType<Duration> IDLE = SettingType.duration(Duration.ofSeconds(1), Duration.ofDays(365));
    private static final SettingType<Duration> UNFINISHED_LINE =
            SettingType.duration(Duration.ZERO, Duration.ofHours(1));
    private static final SettingType<Long> REPLY_BYTES = SettingType.size(1 << 10, 1 << 30);

    private static final SettingType<Long> BYTES = SettingType.size(0, 1L << 40);

    /** Links, connections in their handshake or about to be refused, those to providers of places, logs, and what the JVM opens. */
    private static final int OTHER_FILES = 512;

    public static final ConnectionLimits DEFAULT =
            new ConnectionLimits(20_000, 10_000, Duration.ofMinutes(10), Duration.ZERO, 256 << 10, 1_000, 0);

    public ConnectionLimits {
        connections = CONNECTIONS.read("limits.connections", connections);
        connectionsPerAddress = CONNECTIONS.read("limits.connectionsPerAddress", connectionsPerAddress);
        idle = IDLE.read("limits.idle", idle);
        unfinishedLine = UNFINISHED_LINE.read("limits.unfinishedLine", unfinishedLine);
        replyBytes = Math.toIntExact(REPLY_BYTES.read("limits.replyBytes", (long) replyBytes));
        http = CONNECTIONS.read("limits.httpConnections", http);
        bytes = BYTES.read("limits.connectionBytes", bytes);
    }

    /** The same, where {@link #bytes} left to the heap are a quarter of one of so many bytes. */
    ConnectionLimits within(long heap) {
        return new ConnectionLimits(
                connections,
                connectionsPerAddress,
                idle,
                unfinishedLine,
                replyBytes,
                http,
                bytes == 0 ? heap / 4 : bytes);
    }

    /** The same, where a server that may open so many files keeps enough of them for what is no connection of these. */
    ConnectionLimits withinFiles(long files) {
        if ((long) connections + http + OTHER_FILES <= files) {
            return this;
        }
        long most = Math.max(2, Math.max(files - OTHER_FILES, files / 2));
        long mostHttp = Math.min(http, Math.max(1, most / 8));
        return new ConnectionLimits(
                (int) Math.min(connections, most - mostHttp),
                connectionsPerAddress,
                idle,
                unfinishedLine,
                replyBytes,
                (int) mostHttp,
                bytes);
    }

    static ConnectionLimits from(SettingGroup limits) {
        return new ConnectionLimits(
                limits.get("connections", CONNECTIONS, DEFAULT.connections),
                limits.get("connectionsPerAddress", CONNECTIONS, DEFAULT.connectionsPerAddress),
                limits.get("idle", IDLE, DEFAULT.idle),
                limits.get("unfinishedLine", UNFINISHED_LINE, DEFAULT.unfinishedLine),
                Math.toIntExact(limits.get("replyBytes", REPLY_BYTES, (long) DEFAULT.replyBytes)),
                limits.get("httpConnections", CONNECTIONS, DEFAULT.http),
                limits.get("connectionBytes", BYTES, DEFAULT.bytes));
    }
}
