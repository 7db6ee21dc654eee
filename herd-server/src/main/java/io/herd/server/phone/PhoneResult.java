package io.herd.server.phone;

import io.herd.server.intake.Refusal;
import java.util.Locale;

/** What became of a message of an app. */
public enum PhoneResult {
    /** It is news. */
    ACCEPTED,
    /** It is handed to the herd that keeps its client. */
    HANDED_OVER,
    /** It is not newer than what is known. */
    STALE,
    /** The herd has no use for it. */
    UNUSED,
    /** It can never be read. */
    MALFORMED,
    /** Nobody says whose device it is about. */
    NAMELESS,
    /** It is stamped too far in the future. */
    FROM_THE_FUTURE,
    /** It is older than the herd remembers. */
    EXPIRED,
    /** Its client was deleted after its time. */
    DELETED,
    /** Its sender may not report that client. */
    FORBIDDEN,
    /** It comes too soon after another. */
    TOO_OFTEN,
    /** There is no room for its client now. */
    TOO_MANY_CLIENTS;

    static PhoneResult of(Refusal refusal) {
        return switch (refusal) {
            case FROM_THE_FUTURE -> FROM_THE_FUTURE;
            case TOO_OFTEN -> TOO_OFTEN;
            case TOO_MANY_CLIENTS -> TOO_MANY_CLIENTS;
            case EXPIRED -> EXPIRED;
            case DELETED -> DELETED;
        };
    }

    /** Whether the same may be taken when it is sent again later. */
    boolean isForLater() {
        return this == TOO_OFTEN || this == TOO_MANY_CLIENTS;
    }

    /** The result as {@code /status} and {@code /metrics} have it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
