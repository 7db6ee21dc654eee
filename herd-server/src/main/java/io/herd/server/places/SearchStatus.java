package io.herd.server.places;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** How a search for places went, in Google's words. Clients are told no others. */
public enum SearchStatus {
    /** There are places. */
    OK("all is well"),
    /** There are none. */
    ZERO_RESULTS("nothing is near"),
    /** The request makes no sense to Places. */
    INVALID_REQUEST("Places did not understand the request; check the url of Places in the configuration"),
    /** The operator's key is used up for now. */
    OVER_QUERY_LIMIT("Places answers no more for now; try again later, or raise the quota of the key"),
    /** The operator's key is missing, wrong, or not allowed to ask. */
    REQUEST_DENIED("Places denied the request; check the key and what it may ask"),
    /** Anything else. */
    UNKNOWN_ERROR("Places could not answer; try again later");

    private final String advice;

    SearchStatus(String advice) {
        this.advice = advice;
    }

    /** What the reader of an answer can do about it, where the source does not say. */
    String advice() {
        return advice;
    }

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
