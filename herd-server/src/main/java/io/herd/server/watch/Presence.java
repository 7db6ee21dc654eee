package io.herd.server.watch;

/** What was last seen of a client that was or is of interest. */
public enum Presence {
    /** It is of interest where it is. */
    HERE,
    /** It has left. */
    LEFT,
    /** It was deleted, or has expired. */
    GONE
}
