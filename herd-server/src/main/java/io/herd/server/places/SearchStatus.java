package io.herd.server.places;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The status of a search for places, in Google's terms. Clients see no others. */
public enum SearchStatus {
    /** There are places. */
    OK,
    /** There are none. */
    ZERO_RESULTS,
    /** The provider rejects the request as malformed. */
    INVALID_REQUEST,
    /** The quota is used up for now. */
    OVER_QUERY_LIMIT,
    /** The operator's key is missing, wrong, or not allowed to ask. */
    REQUEST_DENIED,
    /** Anything else. */
    UNKNOWN_ERROR;

    /** Whether the search succeeded, with or without places. */
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
