package io.herd.config;

import org.jspecify.annotations.Nullable;

/**
 * Where TLS is spoken, and with which certificates. Paths are of PEM files; in them {@code {server}} stands for the server's name.
 *
 * @param certificate the certificate that clients are shown, and those that lead from it to its CA; null without one
 * @param key its private key
 * @param ca the CAs that the certificates of neighbours and clients are checked against; null without one
 * @param clients whether the client port speaks TLS only
 * @param http whether the HTTP port does
 * @param mqtt whether the MQTT port does
 * @param links whether the link port does, where both ends show certificates
 * @param linkCertificate the certificate that neighbours are shown; null for the one that clients are
 * @param linkKey its private key
 * @param clientCertificates whether clients show certificates too
 */
public record TlsConfig(
        @Nullable String certificate,
        @Nullable String key,
        @Nullable String ca,
        boolean clients,
        boolean http,
        boolean mqtt,
        boolean links,
        @Nullable String linkCertificate,
        @Nullable String linkKey,
        ClientCertificates clientCertificates) {
    private static final String SERVER = "{server}";
    private static final SettingType<ClientCertificates> CLIENT_CERTIFICATES =
            SettingType.oneOf(ClientCertificates.class);

    /** Whether clients show certificates. */
    public enum ClientCertificates {
        /** They are not asked for any. */
        NONE,
        /** They may; one that does not lead to a CA is refused. */
        WANTED,
        /** They must. */
        REQUIRED
    }

    public static final TlsConfig DEFAULT =
            new TlsConfig(null, null, null, false, false, false, false, null, null, ClientCertificates.NONE);

    public TlsConfig {
        certificate = path("tls.certificate", certificate);
        key = path("tls.key", key);
        ca = path("tls.ca", ca);
        linkCertificate = path("tls.linkCertificate", linkCertificate);
        linkKey = path("tls.linkKey", linkKey);
        checkPair("tls.certificate", certificate, "tls.key", key);
        checkPair("tls.linkCertificate", linkCertificate, "tls.linkKey", linkKey);
        if (clients) {
            require("tls.clients", "tls.certificate", certificate);
        }
        if (http) {
            require("tls.http", "tls.certificate", certificate);
        }
        if (mqtt) {
            require("tls.mqtt", "tls.certificate", certificate);
        }
        if (links) {
            require("tls.links", "tls.ca", ca);
            require("tls.links", "tls.certificate", linkCertificate == null ? certificate : linkCertificate);
        }
        if (clientCertificates != ClientCertificates.NONE) {
            require("tls.clientCertificates", "tls.ca", ca);
        }
    }

    private static @Nullable String path(String name, @Nullable String path) {
        return path == null ? null : SettingType.PATH.read(name, path);
    }

    private static void checkPair(String one, @Nullable String certificate, String other, @Nullable String key) {
        if (certificate != null) {
            require(one, other, key);
        } else if (key != null) {
            require(other, one, certificate);
        }
    }

    private static void require(String setting, String needed, @Nullable String value) {
        if (value == null) {
            throw new ConfigException(setting + ": expected " + needed + " as well");
        }
    }

    static TlsConfig from(SettingGroup tls) {
        var config = new TlsConfig(
                tls.optional("certificate", SettingType.PATH),
                tls.optional("key", SettingType.PATH),
                tls.optional("ca", SettingType.PATH),
                tls.get("clients", SettingType.FLAG, DEFAULT.clients),
                tls.get("http", SettingType.FLAG, DEFAULT.http),
                tls.get("mqtt", SettingType.FLAG, DEFAULT.mqtt),
                tls.get("links", SettingType.FLAG, DEFAULT.links),
                tls.optional("linkCertificate", SettingType.PATH),
                tls.optional("linkKey", SettingType.PATH),
                tls.get("clientCertificates", CLIENT_CERTIFICATES, DEFAULT.clientCertificates));
        tls.end();
        return config;
    }

    /** The files of what clients of a server are shown; null where there is no certificate. */
    public @Nullable CertificateFiles forClients(String server) {
        return files(server, certificate, key);
    }

    /** The files of what neighbours of a server are shown; null where there is no certificate. */
    public @Nullable CertificateFiles forLinks(String server) {
        return linkCertificate == null ? files(server, certificate, key) : files(server, linkCertificate, linkKey);
    }

    private @Nullable CertificateFiles files(String server, @Nullable String shown, @Nullable String secret) {
        return shown == null || secret == null
                ? null
                : new CertificateFiles(
                        shown.replace(SERVER, server),
                        secret.replace(SERVER, server),
                        ca == null ? null : ca.replace(SERVER, server));
    }

    /**
     * PEM files of one server.
     *
     * @param certificate its certificate, and those that lead from it to its CA
     * @param key the certificate's private key
     * @param ca the CAs that others' certificates are checked against; null for none
     */
    public record CertificateFiles(
            String certificate, String key, @Nullable String ca) {}
}
