package io.herd.server.access;

import io.herd.access.Credentials.Reason;
import io.herd.access.Credentials.Verdict;
import io.herd.access.Permissions;
import io.herd.config.JwtConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks JWTs that an issuer has signed. Until it has the issuer's keys, none is worth anything. For any number of threads. */
public final class JwtCredentials {
    /** How all JWTs begin, and neither tokens nor shares do. */
    private static final String BEGINNING = "eyJ";
    /** Under which attribute of a user Vert.x keeps them. */
    private static final String CLAIMS = "accessToken";
    /** Of a symmetric key whoever can check a JWT could make one. */
    private static final Set<String> ASYMMETRIC = Set.of("RSA", "EC", "OKP");

    private final Vertx vertx;
    private final JwtConfig config;
    private volatile @Nullable JWTAuth keys;

    public JwtCredentials(Vertx vertx, JwtConfig config) {
        this.vertx = vertx;
        this.config = config;
    }

    boolean hasKeys() {
        return keys != null;
    }

    static boolean isLikely(String credential) {
        return credential.startsWith(BEGINNING);
    }

    /**
     * Uses an issuer's keys from now on.
     *
     * @param set a JSON Web Key Set
     * @return how many of them can be used
     */
    int use(JsonObject set) {
        var options = new JWTAuthOptions()
                .setJWTOptions(new JWTOptions()
                        .setIssuer(config.issuer())
                        .addAudience(config.audience())
                        // It is looked at here, so that one without an end is refused.
                        .setIgnoreExpiration(true));
        List<JsonObject> usable = set.getJsonArray("keys", new JsonArray()).stream()
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .filter(key -> ASYMMETRIC.contains(key.getString("kty", "")))
                .toList();
        usable.forEach(options::addJwk);
        keys = usable.isEmpty() ? null : JWTAuth.create(vertx, options);
        return usable.size();
    }

    /**
     * Finds out what a JWT is worth.
     *
     * @param now POSIX seconds
     */
    Verdict check(String credential, long now) {
        JWTAuth auth = keys;
        Future<User> checked =
                auth == null ? Future.failedFuture("no keys") : auth.authenticate(new TokenCredentials(credential));
        // It is computed at once; whatever is not would be no credential.
        return checked.succeeded()
                ? verdict(checked.result().attributes().getJsonObject(CLAIMS, new JsonObject()), now)
                : new Verdict.Invalid(Reason.WRONG);
    }

    private Verdict verdict(JsonObject claims, long now) {
        Object expires = claims.getValue("exp");
        Permissions permissions = permissions(claims.getValue(config.claim()));
        if (!(expires instanceof Number end) || permissions == null) {
            return new Verdict.Invalid(Reason.WRONG);
        }
        return end.longValue() > now
                ? new Verdict.Valid(String.valueOf(claims.getValue("sub")), permissions, end.longValue())
                : new Verdict.Invalid(Reason.EXPIRED);
    }

    /** What a claim permits: words as in the list of tokens, in an array or with spaces between them. */
    private static @Nullable Permissions permissions(@Nullable Object claim) {
        return switch (claim) {
            case String words -> Permissions.parse(Arrays.asList(words.strip().split("\\s+", -1)));
            case JsonArray words ->
                Permissions.parse(words.stream().map(String::valueOf).toList());
            case null, default -> null;
        };
    }
}
