package io.herd.config;

import org.jspecify.annotations.Nullable;

/**
 * Where something listens.
 *
 * @param host a name, or an address, one of IPv6 without brackets
 */
public record HostPort(String host, int port) {
    private static final int LAST_PORT = 65_535;

    /** The address that a text is, {@code host:port}, with brackets around an address of IPv6; null if it is none. */
    static @Nullable HostPort parse(String text) {
        int colon = text.lastIndexOf(':');
        String before = colon < 0 ? "" : text.substring(0, colon);
        String host = before.isEmpty() || (before.contains(":") && !before.startsWith("[")) ? null : Host.parse(before);
        Long port = RawSetting.wholeNumber(text.substring(colon + 1));
        return host == null || port == null || port < 1 || port > LAST_PORT
                ? null
                : new HostPort(host, port.intValue());
    }

    /** The same of a text that is one. */
    static HostPort of(String text) {
        HostPort address = parse(text);
        if (address == null) {
            throw new IllegalArgumentException("expected host:port, got " + text);
        }
        return address;
    }

    @Override
    public String toString() {
        return Host.inUrl(host) + ":" + port;
    }
}
