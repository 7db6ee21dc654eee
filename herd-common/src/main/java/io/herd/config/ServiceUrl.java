package io.herd.config;

import java.net.InetAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The URLs of HTTP services that settings may hold: {@code http} or {@code https}, a host, perhaps a port and a path, and
 * neither user, query nor fragment.
 */
final class ServiceUrl {
    private static final Pattern URL =
            Pattern.compile("https?://([A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]+])(?::(\\d{1,5}))?(/[A-Za-z0-9/._~-]*)?");

    private static final int LAST_PORT = 65_535;

    private ServiceUrl() {}

    static boolean isValid(String text) {
        Matcher url = URL.matcher(text);
        return url.matches() && isHost(url.group(1)) && (url.group(2) == null || isPort(url.group(2)));
    }

    private static boolean isHost(String text) {
        String host = Host.parse(text);
        InetAddress address = host == null ? null : Host.address(host);
        return host != null && (address == null || !address.isAnyLocalAddress());
    }

    private static boolean isPort(String text) {
        int port = Integer.parseInt(text);
        return port > 0 && port <= LAST_PORT;
    }
}
