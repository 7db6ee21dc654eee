package io.herd.server.places;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** How a search for places went, in Google's words. Clients are told no others. */
public enum SearchStatus {
    /** There are places. */
    OK,
    /** There are none. */
    ZERO_RESULTS,
    /** The request makes no sense to Places. */
    INVALID_REQUEST,
    /** The operator's key is used up for now. */
    OVER_QUERY_LIMIT,
    /** The operator's key is missing, wrong, or not allowed to ask. */
    REQUEST_DENIED,
    /** Anything else. */
    UNKNOWN_ERROR;

    /** Whether the search was made, whatever it found. */
    boolean isSuccess() {
        return this == OK || this == ZERO_RESULTS;
    }

    /** The status of that name; {@link #UNKNOWN_ERROR} for names not listed here. */
    static SearchStatus of(@Nullable String name) {
        return Arrays.stream(values())
                .filter(status -> status.name().equals(name))
                .findAny()
                .orElse(UNKNOWN_ERROR);
    }
}
