package io.herd.protocol;

/** What a record of the store is about: a client, or a fence. Each of them may be deleted. */
public enum RecordKind {
    /** The newest report of a client. */
    REPORT,
    /** The tombstone of a client. */
    DELETED_CLIENT,
    /** The newest definition of a fence. */
    FENCE,
    /** The tombstone of a fence. */
    DELETED_FENCE;

    /** Whether the record says that what it is about is deleted. */
    public boolean isTombstone() {
        return this == DELETED_CLIENT || this == DELETED_FENCE;
    }

    /** Whether the record is about a fence, and not about a client. */
    public boolean isOfFence() {
        return this == FENCE || this == DELETED_FENCE;
    }
}
