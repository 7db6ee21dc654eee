package io.herd.server.places;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How asking a source went.
 *
 * @param retryAfter how long the source asks to be left alone; null if it does not say
 */
record Outcome(NearbyDocument document, @Nullable Duration retryAfter) {
    /** Whether the source is well; one that finds fault with the request is. */
    boolean isWell() {
        return document.status().isSuccess() || document.status() == SearchStatus.INVALID_REQUEST;
    }
}
