package io.herd.server.journal;

/** What a disk has failed to do for a commit. */
enum JournalFault {
    /** To make a new log. */
    CREATE,
    /** To take what is written; it may be full. */
    WRITE,
    /** To make what was written survive a power cut. */
    FORCE
}
