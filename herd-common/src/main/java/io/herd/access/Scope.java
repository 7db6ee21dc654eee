package io.herd.access;

/** What there is to be permitted. */
public enum Scope {
    /** To report where clients are. */
    REPORT,
    /** To ask where clients are, to watch them, and to see the fences. */
    READ,
    /** To delete clients. */
    FORGET,
    /** To see how the servers are doing: status and metrics. */
    MONITOR,
    /** To define and to delete fences, and to share clients. */
    ADMINISTER
}
