package io.herd.config;

import java.util.List;

/**
 * A server of the herd.
 *
 * @param name letters, digits, dots, underscores and hyphens
 * @param host the name or address that its neighbours dial
 * @param bind the name or address that it listens at
 * @param port where it speaks the line protocol, with clients and neighbours; 0 lets the system choose one
 * @param httpPort where it speaks HTTP; 0 lets the system choose one
 * @param neighbours the names of the servers it links with
 */
public record ServerConfig(String name, String host, String bind, int port, int httpPort, List<String> neighbours) {
    /** How much higher than the port the HTTP port is where it is not given. */
    private static final int HTTP_PORT_OFFSET = 1000;

    private static final int LAST_PORT = 65_535;
    private static final Kind<Integer> PORT = Kind.integer(0, LAST_PORT);

    /** Neighbours must know the port, so a file cannot leave it to the system. */
    private static final Kind<Integer> PORT_IN_FILE = Kind.integer(1, LAST_PORT);

    public ServerConfig {
        if (!name.matches("[A-Za-z0-9._-]+")) {
            throw new ConfigException("servers." + name
                    + ": expected a server's name of letters, digits, '.', '_' and '-', got " + Given.shown(name));
        }
        String path = "servers." + name + ".";
        host = Kind.HOST.read(path + "host", host);
        bind = Kind.HOST.read(path + "bind", bind);
        port = PORT.read(path + "port", port);
        httpPort = PORT.read(path + "httpPort", httpPort);
        neighbours = Kind.NAMES.read(path + "neighbours", neighbours);
    }

    static ServerConfig from(String name, Section server) {
        String host = server.required("host", Kind.HOST);
        int port = server.required("port", PORT_IN_FILE);
        int httpPort = port + HTTP_PORT_OFFSET <= LAST_PORT
                ? server.get("httpPort", PORT_IN_FILE, port + HTTP_PORT_OFFSET)
                : server.required("httpPort", PORT_IN_FILE);
        var config = new ServerConfig(
                name,
                host,
                server.get("bind", Kind.HOST, host),
                port,
                httpPort,
                server.get("neighbours", Kind.NAMES, List.of()));
        server.end();
        return config;
    }
}
