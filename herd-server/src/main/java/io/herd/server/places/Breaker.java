package io.herd.server.places;

import io.herd.config.PlacesConfig;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A circuit breaker: leaves a source that keeps failing alone for a while, then has one request try it. Times are those
 * of a clock in nanoseconds that never goes back. Confined to its gate.
 */
final class Breaker {
    /** However long a source asks to be left alone. */
    private static final Duration LONGEST_PAUSE = Duration.ofHours(24);

    private final PlacesConfig.Breaker config;
    private int failures;
    private long openUntil;
    /** The last failure while the source is left alone; null while it is asked. */
    private @Nullable NearbyDocument reason;

    private boolean isProbing;

    Breaker(PlacesConfig.Breaker config) {
        this.config = config;
    }

    /** What to answer instead of asking; null if the source may be asked. */
    @Nullable
    NearbyDocument refusal(long now) {
        if (reason == null || (now - openUntil >= 0 && !isProbing)) {
            return null;
        }
        long seconds = TimeUnit.NANOSECONDS.toSeconds(openUntil - now + 999_999_999);
        String when = isProbing ? "is being tried again now" : "will be asked again in " + seconds + " s";
        return reason.withAdvice(" (it is left alone, and " + when + ")");
    }

    /** The source is about to be asked. */
    void entered() {
        isProbing = reason != null;
    }

    /** How that went. */
    void left(Outcome outcome, long now) {
        isProbing = false;
        if (outcome.isWell()) {
            failures = 0;
            reason = null;
            return;
        }
        failures++;
        Duration asked = outcome.retryAfter();
        if (asked != null || reason != null || failures >= config.failures()) {
            Duration pause = asked == null ? config.pause() : asked;
            long until = now + (pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE).toNanos();
            // Requests that were under way when the source was left alone do not shorten what it asked for.
            openUntil = reason == null || until - openUntil > 0 ? until : openUntil;
            reason = outcome.document();
        }
    }
}
