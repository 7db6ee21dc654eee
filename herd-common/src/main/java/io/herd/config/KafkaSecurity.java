package io.herd.config;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How Kafka's brokers are spoken with.
 *
 * @param protocol whether connections are encrypted, and whether a name and a password are shown
 * @param mechanism how these are shown
 * @param username null where none is
 * @param password null where none is. Never logged
 * @param truststore the PEM file of the CAs that the brokers' certificates are checked against; null for those that Java trusts
 * @param keystore the PEM file with the private key and the certificate that brokers are shown; null for none
 * @param properties a file of further properties for Kafka's clients, which override all others; null for none. Never logged
 */
public record KafkaSecurity(
        Protocol protocol,
        String mechanism,
        @Nullable String username,
        @Nullable String password,
        @Nullable String truststore,
        @Nullable String keystore,
        @Nullable String properties) {
    private static final List<String> MECHANISMS = List.of("SCRAM-SHA-512", "SCRAM-SHA-256", "PLAIN", "OAUTHBEARER");
    private static final SettingType<Protocol> PROTOCOL = new SettingType<>(
            "plaintext, ssl, sasl_plaintext or sasl_ssl", false, given -> Protocol.of(given.toString()));
    private static final SettingType<String> MECHANISM =
            SettingType.text(String.join(" or ", MECHANISMS), MECHANISMS::contains);
    private static final SettingType<String> PASSWORD = SettingType.secret("a text", 1);

    /** No encryption, and nobody is asked who they are. */
    public static final KafkaSecurity NONE =
            new KafkaSecurity(Protocol.PLAINTEXT, MECHANISMS.getFirst(), null, null, null, null, null);

    /** What a connection to a broker begins with. */
    public enum Protocol {
        PLAINTEXT,
        SSL,
        SASL_PLAINTEXT,
        SASL_SSL;

        private static @Nullable Protocol of(String name) {
            return Arrays.stream(values())
                    .filter(each -> each.name().equalsIgnoreCase(name.strip()))
                    .findFirst()
                    .orElse(null);
        }

        /** Whether a name and a password, or a token, are shown. */
        public boolean isSasl() {
            return this == SASL_PLAINTEXT || this == SASL_SSL;
        }

        /** Whether it is encrypted. */
        public boolean isEncrypted() {
            return this == SSL || this == SASL_SSL;
        }
    }

    public KafkaSecurity {
        mechanism = MECHANISM.read("kafka.security.mechanism", mechanism);
        password = password == null ? null : PASSWORD.read("kafka.security.password", password);
        truststore = truststore == null ? null : SettingType.PATH.read("kafka.security.truststore", truststore);
        keystore = keystore == null ? null : SettingType.PATH.read("kafka.security.keystore", keystore);
        properties = properties == null ? null : SettingType.PATH.read("kafka.security.properties", properties);
        boolean needsName = protocol.isSasl() && !mechanism.equals("OAUTHBEARER");
        if (needsName && (username == null || password == null)) {
            throw new ConfigException("kafka.security.protocol: expected kafka.security.username and password as well");
        }
        if (!protocol.isSasl() && (username != null || password != null)) {
            throw new ConfigException(
                    "kafka.security.protocol: expected sasl_ssl or sasl_plaintext, as there is a username or a password");
        }
        if (!protocol.isEncrypted() && (truststore != null || keystore != null)) {
            throw new ConfigException(
                    "kafka.security.protocol: expected ssl or sasl_ssl, as there is a truststore or a keystore");
        }
    }

    static KafkaSecurity from(SettingGroup security) {
        var config = new KafkaSecurity(
                security.get("protocol", PROTOCOL, NONE.protocol),
                security.get("mechanism", MECHANISM, NONE.mechanism),
                security.optional("username", SettingType.TEXT),
                security.secret("password", PASSWORD),
                security.optional("truststore", SettingType.PATH),
                security.optional("keystore", SettingType.PATH),
                security.optional("properties", SettingType.PATH));
        security.end();
        return config;
    }

    /** All but the password. */
    @Override
    public String toString() {
        return "KafkaSecurity[protocol=" + protocol + ", mechanism=" + mechanism + ", username=" + username
                + ", password=" + (password == null ? "none" : "given") + ", truststore=" + truststore + ", keystore="
                + keystore + ", properties=" + properties + "]";
    }
}
