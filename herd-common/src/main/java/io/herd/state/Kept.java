package io.herd.state;

/** What became of a report that was offered to the store. */
public enum Kept {
    /** It stands now: the client's newest. */
    NEWS,
    /** What stood is as new or newer, and stands on. */
    NOT_NEWER,
    /** It would be the newest, but there is no room for it. */
    NO_ROOM
}
