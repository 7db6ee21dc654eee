package io.herd.state;

import io.herd.protocol.RecordKind;
import java.time.Duration;

/**
 * When records expire: by the time that stands in them, never by when they were received, so that what loses never outlives what
 * beat it. Reports and tombstones of clients older than a horizon are forgotten. The horizon moves in epochs, and only rises.
 *
 * @param ttl for how long a report is kept after its time; zero for ever
 * @param tombstones for how long a tombstone is kept after its time, where reports are kept for ever
 */
public record Expiry(Duration ttl, Duration tombstones) {
    /** Nothing expires but tombstones, and those after 30 days. */
    public static final Expiry DEFAULT = new Expiry(Duration.ZERO, Duration.ofDays(30));

    /** The horizon below which there is nothing. */
    public static final long NONE = 0;
    /** No horizon: the state is just moving from one to another. */
    public static final long UNSETTLED = -1;

    /** How many epochs a record lives at least. */
    private static final long EPOCHS = 32;
    /** The shortest epoch, in ns: servers' clocks may differ by as much. */
    private static final long SHORTEST = 1_000_000_000;

    /** Whether reports expire, and not only tombstones. */
    public boolean ofReports() {
        return !ttl.isZero();
    }

    /** For how long a tombstone is kept after its time. */
    public Duration retention() {
        return ofReports() ? ttl : tombstones;
    }

    /** How long an epoch is, in ns: the same on all servers that expire alike. */
    public long epochNanos() {
        return Math.max(SHORTEST, retention().toNanos() / EPOCHS);
    }

    /** The horizon at a time of a clock: the beginning of an epoch. Both are POSIX times in nanoseconds. */
    public long horizon(long now) {
        return Math.max(NONE, Math.floorDiv(now - retention().toNanos(), epochNanos()) * epochNanos());
    }

    /**
     * How far a server follows a neighbour's horizon: not beyond the next epoch by its own clock, so that one wrong clock cannot
     * make a herd forget.
     */
    public long follow(long theirs, long now) {
        return Math.min(theirs, horizon(now) + epochNanos());
    }

    /** What servers that link to each other must have in common, in one word. */
    public String encoded() {
        return (ofReports() ? "ttl=" : "tombstones=") + retention().toMillis() + "ms";
    }

    /**
     * What somebody set, a fence or a card, never expires, and neither does its tombstone: a server that was away for longer than that
     * lived would bring it back.
     */
    boolean isExpired(long timeNanos, RecordKind kind, long horizon) {
        return timeNanos < horizon && !kind.isLasting() && (kind.isTombstone() || ofReports());
    }
}
