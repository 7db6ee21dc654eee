package io.herd.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A server of the herd.
 *
 * @param name letters, digits, dots, underscores and hyphens
 * @param host the name or address that its neighbours dial; one of IPv6 without brackets, with or without them in the file
 * @param bind the name or address that it listens at, in the same form
 * @param port the client port; 0 lets the system choose one
 * @param linkPort the port for its neighbours' links; 0 lets the system choose one
 * @param httpPort the HTTP port; 0 lets the system choose one
 * @param tlsPort a second client port, where TLS is spoken; null without one, 0 lets the system choose one
 * @param mqttPort the MQTT port; null for that of {@code mqtt.port}, 0 lets the system choose one
 * @param neighbours the names of the servers it links with
 */
public record ServerConfig(
        String name,
        String host,
        String bind,
        int port,
        int linkPort,
        int httpPort,
        @Nullable Integer tlsPort,
        @Nullable Integer mqttPort,
        List<String> neighbours) {
    /** How much higher than the port the HTTP port is where it is not given. */
    private static final int HTTP_PORT_OFFSET = 1000;

    /** How much higher than the port the link port is where it is not given. */
    private static final int LINK_PORT_OFFSET = 2000;

    private static final int LAST_PORT = 65_535;
    private static final SettingType<Integer> PORT = SettingType.integer(0, LAST_PORT);

    /** Neighbours must know the port, so a file cannot leave it to the system. */
    private static final SettingType<Integer> PORT_IN_FILE = SettingType.integer(1, LAST_PORT);

    public ServerConfig {
        if (!name.matches("[A-Za-z0-9._-]{1,100}")) {
            throw new ConfigException("servers." + name
                    + ": expected a server's name of at most 100 letters, digits, '.', '_' and '-', got "
                    + RawSetting.shown(name));
        }
        String path = "servers." + name + ".";
        host = SettingType.HOST.read(path + "host", host);
        bind = SettingType.HOST.read(path + "bind", bind);
        port = PORT.read(path + "port", port);
        linkPort = PORT.read(path + "linkPort", linkPort);
        httpPort = PORT.read(path + "httpPort", httpPort);
        tlsPort = tlsPort == null ? null : PORT.read(path + "tlsPort", tlsPort);
        mqttPort = mqttPort == null ? null : PORT.read(path + "mqttPort", mqttPort);
        neighbours = SettingType.NAMES.read(path + "neighbours", neighbours);
    }

    /** A server without a second client port, and without an MQTT port of its own. */
    public ServerConfig(
            String name, String host, String bind, int port, int linkPort, int httpPort, List<String> neighbours) {
        this(name, host, bind, port, linkPort, httpPort, null, null, neighbours);
    }

    static ServerConfig from(String name, SettingGroup server) {
        String host = server.required("host", SettingType.HOST);
        int port = server.required("port", PORT_IN_FILE);
        var config = new ServerConfig(
                name,
                host,
                server.get("bind", SettingType.HOST, host),
                port,
                portAbove(port, LINK_PORT_OFFSET, "linkPort", server),
                portAbove(port, HTTP_PORT_OFFSET, "httpPort", server),
                server.optional("tlsPort", PORT_IN_FILE),
                server.optional("mqttPort", PORT_IN_FILE),
                server.get("neighbours", SettingType.NAMES, List.of()));
        server.end();
        return config;
    }

    /** The port that is given under a key, or one so much higher than the client port where there is such a port. */
    private static int portAbove(int port, int offset, String key, SettingGroup server) {
        return port + offset <= LAST_PORT
                ? server.get(key, PORT_IN_FILE, port + offset)
                : server.required(key, PORT_IN_FILE);
    }
}
