package io.herd.state;

import io.herd.protocol.Report;

/** What became of a report that a client made to this server. */
public sealed interface PutResult {
    PutResult ACCEPTED = new Accepted();
    PutResult DELETED = new Deleted();
    PutResult EXPIRED = new Expired();
    PutResult NO_ROOM = new NoRoom();

    /** It is the client's newest report now. */
    record Accepted() implements PutResult {}

    /** It is not newer than the report that stands. */
    record Stale(Report standing) implements PutResult {}

    /** It is not newer than the client's deletion. */
    record Deleted() implements PutResult {}

    /** It is below the {@linkplain HerdState#horizon horizon}. */
    record Expired() implements PutResult {}

    /** It would be the newest, but there is no room for it. */
    record NoRoom() implements PutResult {}
}
