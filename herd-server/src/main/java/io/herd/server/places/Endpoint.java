package io.herd.server.places;

import io.herd.config.Host;
import io.herd.config.ServerConfig;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of an HTTP service.
 *
 * @param host a name, or an address, which for IPv6 is without brackets
 * @param path of its URL; may be empty
 */
record Endpoint(boolean isSsl, String host, int port, String path) {
    private static final Pattern URL = Pattern.compile("(https?)://(\\[[^]]+]|[^/:]+)(?::(\\d+))?(/.*)?");

    /** The service at a URL that the configuration has checked. {@link java.net.URI} finds no host with an underscore. */
    static Endpoint of(String url) {
        Matcher parts = URL.matcher(url);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not a URL of an HTTP service: " + url);
        }
        boolean isSsl = parts.group(1).equals("https");
        int port = parts.group(3) == null ? isSsl ? 443 : 80 : Integer.parseInt(parts.group(3));
        String path = parts.group(4) == null ? "" : parts.group(4);
        return new Endpoint(isSsl, parts.group(2).replaceAll("[\\[\\]]", ""), port, path);
    }

    /** The HTTP service of a server of the herd, for its own requests. A server that listens at every address listens at 127.0.0.1 too. */
    static Endpoint of(ServerConfig server, boolean isSsl) {
        String host = isEveryAddress(server.bind()) ? "127.0.0.1" : server.bind();
        return new Endpoint(isSsl, host, server.httpPort(), "");
    }

    private static boolean isEveryAddress(String host) {
        try {
            return InetAddress.ofLiteral(host).isAnyLocalAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The socket to connect to. */
    SocketAddress address() {
        return SocketAddress.inetSocketAddress(port, host);
    }

    /** A request to a path of it. */
    RequestOptions request(String uri) {
        return new RequestOptions()
                .setHost(Host.inUrl(host))
                .setPort(port)
                .setSsl(isSsl)
                .setURI(uri);
    }

    /** Host and port, for people. */
    @Override
    public String toString() {
        return Host.inUrl(host) + ":" + port;
    }
}
