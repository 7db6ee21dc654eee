package io.herd.server.access;

import io.herd.access.Credentials;
import io.herd.access.Credentials.Verdict;
import io.herd.access.Permissions;
import io.herd.access.TokenList;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Makes grants of credentials, and ends them when these have expired or been revoked. For any number of threads. */
public final class AccessControl {
    private static final int MILLIS = 1_000;

    private final Credentials credentials;
    private final @Nullable JwtCredentials jwts;
    private final Grant anonymous;
    /** What a credential is worth that is worth nothing any more. */
    private final Verdict.Valid nothing;

    private final InstantSource clock;
    private final Logger log;
    private final Attempts attempts = new Attempts();
    private final AccessCounters counters = new AccessCounters();
    /**
     * The grants of the credentials that were accepted and are still worth something, which are no more than somebody with the key has
     * made. All who show one share its grant, so that a request costs no HMAC.
     */
    private final Map<String, Grant> known = new ConcurrentHashMap<>();

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
        nothing = new Verdict.Valid("", anonymous, Long.MAX_VALUE);
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
        Grant grant = find(credential, now);
        if (grant == null && attempts.areTooMany(address, now)) {
            counters.throttled.increment();
            return null;
        } else if (grant == null) {
            grant = find(Credentials.canonical(credential), now);
        }
        if (grant != null) {
            counters.accepted.increment();
            return grant;
        }
        return look(credential, address, now);
    }

    /**
     * Makes a credential that lets whoever has it read one client's name, for a while, but no longer than its maker's own credential
     * lasts. Whether the maker may is for the caller to decide.
     */
    public Share share(Grant maker, String name, Duration duration) {
        long until = Math.min(seconds() + duration.toSeconds(), maker.expires());
        var share = new Share(credentials.share(name, until), Instant.ofEpochSecond(until));
        String who = maker.isAnonymous() ? "somebody without a token" : maker.name();
        log.info("share {} was made by {}, until {}", share.id(), who, share.until());
        return share;
    }

    private @Nullable Grant find(String credential, long now) {
        Grant grant = known.get(credential);
        return grant == null || grant.expires() <= now / MILLIS ? null : grant;
    }

    private @Nullable Grant look(String credential, String address, long now) {
        return switch (verdict(credential, now / MILLIS)) {
            case Verdict.Valid valid -> {
                counters.accepted.increment();
                yield use(new Grant(Credentials.canonical(credential), valid));
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
        synchronized (known) {
            Grant shared = known.getOrDefault(grant.credential(), grant);
            // The list may have changed since the credential was looked at.
            if (isStillValid(shared)) {
                known.put(shared.credential(), shared);
            }
            return shared;
        }
    }

    /** What the tokens permit from now on; what is known is looked at again. */
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
        synchronized (known) {
            known.values().removeIf(Predicate.not(isValid));
        }
    }

    /** Looks at a grant's credential again, and changes the grant if it permits something else now, or nothing. */
    private boolean isStillValid(Grant grant) {
        Verdict verdict = verdict(grant.credential(), seconds());
        if (verdict instanceof Verdict.Valid valid) {
            grant.change(valid);
            return true;
        }
        grant.end(nothing);
        return false;
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
