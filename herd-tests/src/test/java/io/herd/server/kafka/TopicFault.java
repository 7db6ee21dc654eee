package io.herd.server.kafka;

/** A mistake planted between the bridge and its surroundings, to see that the scenarios notice. */
enum TopicFault {
    /** The bridge as it is. */
    NONE,
    /** What is in doubt is never published again. */
    NO_REPAIR,
    /** A server that is away is not noticed. */
    NO_TAKEOVER,
    /** A server does not publish its own records again after a start. */
    NO_RECOVERY,
    /** What was read is committed before others have it. */
    EARLY_COMMIT,
    /** A server without memory reads on where the herd once was. */
    COMMITTED_AT_START,
    /** What the topic has not acknowledged is not owed again. */
    FORGOTTEN_FAILURES
}
