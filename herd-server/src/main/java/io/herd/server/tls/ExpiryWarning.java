package io.herd.server.tls;

import java.time.Duration;
import java.time.Instant;

/** Decides when to warn of a certificate that expires soon: once a day. Plain code, handed the time. */
final class ExpiryWarning {
    private static final Duration SOON = Duration.ofDays(14);
    private static final Duration PAUSE = Duration.ofDays(1);

    private Instant next = Instant.MIN;

    boolean isDue(Instant expiry, Instant now) {
        if (now.isBefore(next) || Duration.between(now, expiry).compareTo(SOON) >= 0) {
            return false;
        }
        next = now.plus(PAUSE);
        return true;
    }
}
