package io.herd.state;

/**
 * The horizon that a server and its neighbours agree on: the latest that any of them has, as far as this server's own clock lets it
 * follow. It only rises. Safe for any number of threads.
 */
public final class HorizonAgreement {
    private final Expiry expiry;
    private long agreed = Expiry.NONE;

    HorizonAgreement(Expiry expiry) {
        this.expiry = expiry;
    }

    /**
     * A neighbour has told its horizon.
     *
     * @param now this server's clock, POSIX time in nanoseconds
     */
    public synchronized void hear(long theirs, long now) {
        agreed = Math.max(agreed, expiry.follow(theirs, now));
    }

    /** This server forgets what is before a horizon, whatever its clock shows: it has done so before it was restarted. */
    synchronized void reach(long own) {
        agreed = Math.max(agreed, own);
    }

    /** The horizon at a time of this server's clock, POSIX time in nanoseconds. */
    public synchronized long at(long now) {
        agreed = Math.max(agreed, expiry.horizon(now));
        return agreed;
    }

    /** The latest horizon so far. */
    public synchronized long latest() {
        return agreed;
    }

    /** When records expire. */
    public Expiry expiry() {
        return expiry;
    }
}
