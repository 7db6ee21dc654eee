package io.herd.server.tls;

import org.jspecify.annotations.Nullable;

/**
 * Decides when files that have changed are to be loaded: when two checks in a row have read the same, since a certificate and its key
 * are replaced one after the other; and once only, whether they can be used or not. Plain code, handed what the files hold.
 */
final class ReloadDecision {
    private PemFiles judged;
    private @Nullable PemFiles seen;

    /** @param loaded what the files held when they were loaded at the start */
    ReloadDecision(PemFiles loaded) {
        judged = loaded;
    }

    /** The files hold this at a check: whether it is to be loaded. */
    boolean isDue(PemFiles now) {
        if (now.equals(judged)) {
            seen = null;
            return false;
        }
        if (!now.equals(seen)) {
            seen = now;
            return false;
        }
        judged = now;
        seen = null;
        return true;
    }
}
