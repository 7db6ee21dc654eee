package io.herd.server.places;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How asking a source went.
 *
 * @param isWell whether the source is well
 * @param retryAfter how long the source asks to be left alone; null if it does not say
 */
record Outcome(
        NearbyDocument document, boolean isWell, @Nullable Duration retryAfter) {
    /** What the source said; it is well, too, if it finds fault with the request. */
    Outcome(NearbyDocument document, @Nullable Duration retryAfter) {
        this(document, document.status().isSuccess() || document.status() == SearchStatus.INVALID_REQUEST, retryAfter);
    }

    /** The source answered, but may not be asked on. */
    static Outcome stopped(NearbyDocument why) {
        return new Outcome(why, true, null);
    }
}
