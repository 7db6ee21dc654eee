package io.herd.bench;

import java.time.Duration;

/**
 * When the commands of an open-loop load are due: at equal intervals, on each connection in turn. Times are in ns since the
 * start of the load.
 *
 * @param perSecond how many commands are due in a second, on all connections together
 * @param connections how many there are
 * @param commands how many are due in all, at most 1,000 million
 */
record Schedule(int perSecond, int connections, long commands) {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    /** The schedule of a load that lasts for a time. */
    static Schedule of(int perSecond, int connections, Duration time) {
        return new Schedule(perSecond, connections, time.toNanos() * perSecond / SECOND);
    }

    /** The number, among all commands, of the one that a connection sends as its {@code turn}th, from 0 on. */
    long number(int connection, long turn) {
        return turn * connections + connection;
    }

    /** When a command is due. */
    long dueAt(long number) {
        return number * SECOND / perSecond;
    }

    /** How many commands are due on a connection by a time. */
    long dueBy(int connection, long nanos) {
        return Math.ceilDiv(dueBy(nanos) - connection, (long) connections);
    }

    /** How long it is from a time until the next command is due. */
    long pauseAfter(long nanos) {
        return dueAt(dueBy(nanos)) - nanos;
    }

    private long dueBy(long nanos) {
        return Math.min(commands, Math.ceilDiv((nanos + 1) * perSecond, SECOND));
    }
}
