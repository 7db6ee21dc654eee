package io.herd.config;

import java.net.InetAddress;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names and addresses of hosts. A name may have underscores, as those that container tools give. */
public final class Host {
    private static final String LABEL = "[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?";
    private static final Pattern NAME = Pattern.compile("(?=.{1,253}$)" + LABEL + "(\\." + LABEL + ")*\\.?");
    private static final Pattern ADDRESS = Pattern.compile(".*:.*|(.*\\.)?\\d+");
    private static final Pattern BRACKETS = Pattern.compile("\\[(.*:.*)]");

    /** RFC 6761 reserves these names for loopback addresses. */
    private static final Pattern LOOPBACK_NAME = Pattern.compile("(?i)(.*\\.)?localhost\\.?");

    private Host() {}

    /** The host that a text names, an address of IPv6 without its brackets; null where it names none. */
    static @Nullable String parse(String text) {
        String host = BRACKETS.matcher(text).replaceFirst("$1");
        boolean isHost = ADDRESS.matcher(host).matches()
                ? address(host) != null
                : NAME.matcher(host).matches();
        return isHost ? host : null;
    }

    /** The address that a text is; null where it is a name, or nothing. */
    static @Nullable InetAddress address(String host) {
        try {
            return InetAddress.ofLiteral(host);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Whether the host is an address, not a name. */
    public static boolean isAddress(String host) {
        return address(host) != null;
    }

    /** Whether only this machine can reach the host: a loopback address, or a name that is reserved for one. */
    public static boolean isLoopback(String host) {
        InetAddress address = address(host);
        return address == null ? LOOPBACK_NAME.matcher(host).matches() : address.isLoopbackAddress();
    }

    /** The host as URLs and people write it before a port: an address of IPv6 in brackets, without a zone. */
    public static String inUrl(String host) {
        return host.contains(":") ? "[" + host.replaceFirst("%.*", "") + "]" : host;
    }
}
