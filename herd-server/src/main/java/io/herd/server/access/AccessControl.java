package io.herd.server.access;

import io.herd.access.Credentials;
import io.herd.access.Credentials.Verdict;
import io.herd.access.Permissions;
import io.herd.access.TokenList;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Makes grants of credentials, and ends them when these have expired or been revoked. For any number of threads. */
public final class AccessControl {
    private static final int MILLIS = 1_000;

    private final Credentials credentials;
    private final @Nullable JwtCredentials jwts;
    private final Grant anonymous;
    private final InstantSource clock;
    private final Logger log;
    private final Attempts attempts = new Attempts();
    private final AccessCounters counters = new AccessCounters();
    /** Those that connections use. */
    private final Set<Grant> used = Collections.newSetFromMap(new WeakHashMap<>());

    private volatile TokenList list = TokenList.EMPTY;
    private volatile String lastRefused = "";
    private long loggedRefused;

    /**
     * Grants what credentials permit.
     *
     * @param jwts checks JWTs; null where these are none
     * @param anonymous what those may do that show no credential
     */
    public AccessControl(
            Credentials credentials,
            @Nullable JwtCredentials jwts,
            Permissions anonymous,
            InstantSource clock,
            Logger log) {
        this.credentials = credentials;
        this.jwts = jwts;
        this.anonymous = Grant.ofAnybody(anonymous);
        this.clock = clock;
        this.log = log;
    }

    /** What those may do that show no credential. */
    public Grant anonymous() {
        return anonymous;
    }

    public AccessCounters counters() {
        return counters;
    }

    /**
     * What a credential permits; null if it is worth nothing, or not looked at. The difference is nobody's business but the counters'.
     *
     * @param address that of whoever shows it
     */
    public @Nullable Grant check(String credential, String address) {
        long now = clock.millis();
        if (attempts.areTooMany(address, now)) {
            counters.throttled.increment();
            return null;
        }
        return switch (verdict(credential, now / MILLIS)) {
            case Verdict.Valid(var name, var permissions, var expires) -> {
                counters.accepted.increment();
                yield use(new Grant(credential, name, expires, permissions));
            }
            case Verdict.Invalid(var reason) -> {
                counters.refused(reason).increment();
                attempts.failed(address, now);
                lastRefused = address;
                yield null;
            }
        };
    }

    private Verdict verdict(String credential, long now) {
        return jwts != null && JwtCredentials.isLikely(credential)
                ? jwts.check(credential, now)
                : credentials.check(credential, list, now);
    }

    private Grant use(Grant grant) {
        synchronized (used) {
            // The list may have changed since the credential was looked at.
            if (isStillValid(grant)) {
                used.add(grant);
            }
        }
        return grant;
    }

    /** What the tokens permit from now on; what connections use is looked at again. */
    public void use(TokenList tokens) {
        list = tokens;
        endUnless(this::isStillValid);
    }

    /** To be called now and then: ends grants that have expired. */
    public void endExpired() {
        long now = seconds();
        endUnless(grant -> grant.expires() > now || isStillValid(grant));
    }

    private void endUnless(Predicate<Grant> isValid) {
        synchronized (used) {
            used.removeIf(Predicate.not(isValid));
        }
    }

    /** Looks at a grant's credential again, and changes the grant if it permits something else now, or nothing. */
    private boolean isStillValid(Grant grant) {
        Verdict verdict = verdict(grant.credential(), seconds());
        boolean isValid = verdict instanceof Verdict.Valid;
        grant.change(verdict instanceof Verdict.Valid valid ? valid.permissions() : anonymous.permissions());
        return isValid;
    }

    /** To be called once a minute: logs how many credentials were refused, if any were. */
    public void logRefused() {
        long refused = counters.refused();
        if (refused > loggedRefused) {
            log.warn(
                    "{} credentials were refused in the last minute, the last from {}",
                    refused - loggedRefused,
                    lastRefused);
        }
        loggedRefused = refused;
    }

    private long seconds() {
        return clock.millis() / MILLIS;
    }
}
