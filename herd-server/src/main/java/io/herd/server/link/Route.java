package io.herd.server.link;

import io.herd.server.net.LineListener;
import io.herd.server.net.Wire;

/** The way to one neighbour: sockets and timers, or a simulation of them. All of it happens on the caller's thread. */
public interface Route {
    /** Tries to connect once. What comes of it is told to the attempt, later. */
    void connect(Attempt attempt);

    /** Runs a task after so many ms, at least 1. */
    void later(long millis, Runnable task);

    /** A time in ms that never goes back. */
    long now();

    /** What comes of one attempt to connect: it fails, or the connection is made and some time later is gone. */
    interface Attempt {
        /** Whether a connection is still wished for; one that is not is closed. */
        boolean isWanted();

        /** The connection is made. Returns the session that takes in its lines. */
        LineListener connected(Wire wire);

        /** There is no connection, and why, for people. */
        void failed(String reason);

        /** The connection that was made is gone. */
        void closed();
    }
}
