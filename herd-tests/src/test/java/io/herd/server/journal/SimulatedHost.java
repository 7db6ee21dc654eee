package io.herd.server.journal;

import java.util.Random;

/** The process that a {@link SimulatedJournal} belongs to, and the virtual time in which it lives. */
public interface SimulatedHost {
    /** Virtual time in nanoseconds; never goes back. */
    long nanoTime();

    /** What the server's clock shows: POSIX time in nanoseconds. */
    long clock();

    /** Runs a task so many ms from now, unless the process has ended by then. */
    void later(long millis, Runnable task);

    /** Lets so many ms pass, during which everything else goes on. The process may end meanwhile. */
    void pass(long millis);

    /** Whether the process has not ended. */
    boolean isAlive();

    Random random();
}
