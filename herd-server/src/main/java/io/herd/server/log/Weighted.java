package io.herd.server.log;

/** A log entry's argument that holds on to many bytes until it is written, and makes many while it is. */
interface Weighted {
    /** How many bytes that are. */
    int weight();
}
