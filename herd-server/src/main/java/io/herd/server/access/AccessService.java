package io.herd.server.access;

import io.herd.access.Credentials;
import io.herd.config.AccessConfig;
import io.herd.config.HerdConfig;
import io.herd.server.link.Secret;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Access control of one server, and where it has its list of tokens and the keys of JWTs from. */
public final class AccessService {
    private final AccessControl control;
    private final TokenFile tokens;
    private final @Nullable JwtKeys jwtKeys;

    /** @param server its name in the configuration */
    public AccessService(Vertx vertx, HerdConfig herd, String server, Logger log) {
        AccessConfig config = herd.access();
        String keys = config.jwt().keys();
        JwtCredentials jwts = keys == null ? null : new JwtCredentials(vertx, config.jwt());
        control = new AccessControl(
                // Nobody can make tokens where the herd has neither a key nor a secret.
                new Credentials(Objects.requireNonNullElseGet(AccessKey.of(herd), Secret::random)),
                jwts,
                config.ofAnybody(herd.exposureToClients(server) != null),
                InstantSource.system(),
                log);
        tokens = new TokenFile(vertx, Path.of(config.tokens()), control, log);
        jwtKeys = keys == null || jwts == null ? null : new JwtKeys(vertx, keys, jwts, log);
    }

    public AccessControl control() {
        return control;
    }

    /** Reads the list of tokens, and fails if that cannot be used; begins to fetch the keys of JWTs. */
    public Future<Void> start() {
        if (jwtKeys != null) {
            jwtKeys.start();
        }
        return tokens.start();
    }

    /** Looks at neither any more. */
    public void stop() {
        tokens.stop();
        if (jwtKeys != null) {
            jwtKeys.stop();
        }
    }
}
