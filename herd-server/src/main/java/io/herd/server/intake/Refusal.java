package io.herd.server.intake;

/** Why a report is refused. */
public enum Refusal {
    /** It is stamped further in the future than {@code limits.future} allows. */
    FROM_THE_FUTURE,
    /** Its client has reported more often in this second than {@code limits.reportsPerClient} allows. */
    TOO_OFTEN,
    /** Its client is not known, and there is no room for another one. */
    TOO_MANY_CLIENTS,
    /** It is older than {@code expiry.ttl} allows. */
    EXPIRED,
    /** Its client was deleted after the time that it is stamped with. */
    DELETED
}
