package io.herd.config;

import io.herd.access.Names;
import io.herd.access.Permissions;
import io.herd.access.Scope;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what.
 *
 * @param anonymous what those may do that show no credential; null for everything where only this machine can reach the servers, and for
 *     nothing elsewhere
 * @param closed the names for which they may not, whatever else they may
 * @param key what tokens are made and checked with; null for one derived from the herd's secret. Never logged
 * @param tokens the file that says what each token permits
 * @param jwt whose JWTs are credentials
 * @param publishedAt the addresses at which the ports can be reached where that is not where they are bound, as in a container
 */
public record AccessConfig(
        @Nullable Set<Scope> anonymous,
        List<String> closed,
        @Nullable String key,
        String tokens,
        JwtConfig jwt,
        List<String> publishedAt) {
    private static final SettingType<Set<Scope>> SCOPES = SettingType.someOf(Scope.class);
    private static final SettingType<List<String>> PATTERNS = SettingType.namePatterns();
    private static final SettingType<String> KEY = SettingType.secret("a text of at least 16 bytes of UTF-8", 16);

    public static final AccessConfig DEFAULT =
            new AccessConfig(null, List.of(), null, "conf/tokens", JwtConfig.DEFAULT, List.of());

    public AccessConfig {
        anonymous = anonymous == null ? null : SCOPES.read("access.anonymous", anonymous);
        closed = PATTERNS.read("access.closed", closed);
        key = key == null ? null : KEY.read("access.key", key);
        tokens = SettingType.PATH.read("access.tokens", tokens);
        publishedAt = SettingType.NAMES.read("access.publishedAt", publishedAt);
    }

    static AccessConfig from(SettingGroup access) {
        var config = new AccessConfig(
                access.optional("anonymous", SCOPES),
                access.get("closed", PATTERNS, DEFAULT.closed),
                access.secret("key", KEY),
                access.get("tokens", SettingType.PATH, DEFAULT.tokens),
                JwtConfig.from(access.section("jwt")),
                access.get("publishedAt", SettingType.NAMES, DEFAULT.publishedAt));
        access.end();
        return config;
    }

    /**
     * What those may do that show no credential.
     *
     * @param isExposed whether other machines can reach the servers
     */
    public Permissions ofAnybody(boolean isExposed) {
        Set<Scope> scopes =
                anonymous != null ? anonymous : isExposed ? EnumSet.noneOf(Scope.class) : EnumSet.allOf(Scope.class);
        return Permissions.of(scopes, Names.allBut(closed));
    }

    /** All but the key. */
    @Override
    public String toString() {
        return "AccessConfig[anonymous=" + anonymous + ", closed=" + closed + ", key="
                + (key == null ? "none" : "given") + ", tokens=" + tokens + ", jwt=" + jwt + ", publishedAt="
                + publishedAt + "]";
    }
}
