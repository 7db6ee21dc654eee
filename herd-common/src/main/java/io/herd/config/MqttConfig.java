package io.herd.config;

/**
 * The MQTT port, where OwnTracks reports and is told of others.
 *
 * @param port the one of servers that have none of their own; 0 for none
 * @param connections how many connections may be open at once
 * @param messageBytes how long a packet may be
 * @param owedBytes how many bytes may be kept for a subscriber that does not keep up
 */
public record MqttConfig(int port, int connections, int messageBytes, int owedBytes) {
    private static final SettingType<Integer> PORT = SettingType.integer(0, 65_535);
    private static final SettingType<Integer> CONNECTIONS = SettingType.integer(1, 10_000_000);
    /** The longest that a packet of MQTT can be is 256 MiB. */
    private static final SettingType<Long> MESSAGE_BYTES = SettingType.size(1 << 10, 1 << 28);

    private static final SettingType<Long> OWED_BYTES = SettingType.size(1 << 10, 1 << 30);

    /** What may be open of the files that a server has. */
    private static final int SHARE_OF_FILES = 4;

    public static final MqttConfig DEFAULT = new MqttConfig(0, 10_000, 256 << 10, 4 << 20);

    public MqttConfig {
        port = PORT.read("mqtt.port", port);
        connections = CONNECTIONS.read("mqtt.connections", connections);
        messageBytes = Math.toIntExact(MESSAGE_BYTES.read("mqtt.messageBytes", (long) messageBytes));
        owedBytes = Math.toIntExact(OWED_BYTES.read("mqtt.owedBytes", (long) owedBytes));
    }

    static MqttConfig from(SettingGroup mqtt) {
        var config = new MqttConfig(
                mqtt.get("port", PORT, DEFAULT.port),
                mqtt.get("connections", CONNECTIONS, DEFAULT.connections),
                Math.toIntExact(mqtt.get("messageBytes", MESSAGE_BYTES, (long) DEFAULT.messageBytes)),
                Math.toIntExact(mqtt.get("owedBytes", OWED_BYTES, (long) DEFAULT.owedBytes)));
        mqtt.end();
        return config;
    }

    /** The same, where a server may open so many files. */
    MqttConfig withinFiles(long files) {
        long most = Math.max(1, files / SHARE_OF_FILES);
        return new MqttConfig(port, (int) Math.min(connections, most), messageBytes, owedBytes);
    }
}
