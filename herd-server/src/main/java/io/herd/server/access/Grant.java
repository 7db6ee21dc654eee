package io.herd.server.access;

import io.herd.access.Credentials.Verdict.Valid;
import io.herd.access.Permissions;

/**
 * What those may do that show a credential, for as long as it is worth something; then what everybody may do. For any number of threads.
 */
public final class Grant {
    private final String credential;
    private volatile Valid worth;
    private volatile boolean hasEnded;

    Grant(String credential, Valid worth) {
        this.credential = credential;
        this.worth = worth;
    }

    /** What nobody can take back: what those may do that show no credential. */
    public static Grant ofAnybody(Permissions permissions) {
        return new Grant("", new Valid("", permissions, Long.MAX_VALUE));
    }

    public boolean isAnonymous() {
        return credential.isEmpty();
    }

    public Permissions permissions() {
        return worth.permissions();
    }

    /** Whether its credential has expired or was revoked: its holder is anybody now. */
    public boolean hasEnded() {
        return hasEnded;
    }

    /** As it was shown, which is a secret; empty if it is none. */
    public String credential() {
        return credential;
    }

    /** Whose it is, for people. */
    public String name() {
        return worth.name();
    }

    /** In POSIX seconds; {@link Long#MAX_VALUE} if it does not. */
    public long expires() {
        return worth.expires();
    }

    void change(Valid other) {
        worth = other;
        hasEnded = false;
    }

    /** @param nothing what a credential is worth that is worth nothing any more */
    void end(Valid nothing) {
        worth = nothing;
        hasEnded = true;
    }
}
