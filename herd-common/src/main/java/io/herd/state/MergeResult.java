package io.herd.state;

/** What became of a report that another server told. */
public enum MergeResult {
    /** It is the client's newest report now. */
    ACCEPTED,
    /** It is the very report that stood. */
    KNOWN,
    /** What stood is newer, and stands on. */
    OLDER,
    /** It would be the newest, but there is no room for it. */
    NO_ROOM,
    /** It is below the {@linkplain HerdState#horizon horizon}. */
    EXPIRED,
    /** It is about a client that this herd does not keep. */
    ELSEWHERE
}
