package io.herd.config;

import org.jspecify.annotations.Nullable;

/**
 * Whose JWTs are credentials, besides tokens and shares.
 *
 * @param keys the URL of the issuer's keys, a JSON Web Key Set; null where none are
 * @param issuer what they must say of their issuer ({@code iss})
 * @param audience what they must say for whom they are ({@code aud})
 * @param claim which of their claims says what they permit
 */
public record JwtConfig(@Nullable String keys, String issuer, String audience, String claim) {
    public static final JwtConfig DEFAULT = new JwtConfig(null, "", "herd", "herd");

    public JwtConfig {
        keys = keys == null ? null : SettingType.URL.read("access.jwt.keys", keys);
        if (keys != null && issuer.isEmpty()) {
            throw new ConfigException("access.jwt.issuer: is missing, expected what JWTs say of their issuer (iss)");
        }
    }

    static JwtConfig from(SettingGroup jwt) {
        var config = new JwtConfig(
                jwt.optional("keys", SettingType.URL),
                jwt.get("issuer", SettingType.TEXT, DEFAULT.issuer),
                jwt.get("audience", SettingType.TEXT, DEFAULT.audience),
                jwt.get("claim", SettingType.TEXT, DEFAULT.claim));
        jwt.end();
        return config;
    }
}
