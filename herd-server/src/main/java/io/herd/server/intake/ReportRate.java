package io.herd.server.intake;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

/**
 * How many reports of each client came in this second of the clock. Remembers no earlier second, and of the clients that
 * reported in this one only a hash, however long their names are. Safe for any number of threads.
 */
final class ReportRate {
    private final int perSecond;
    private volatile Second current = new Second(0, new ConcurrentHashMap<>());

    private record Second(long number, ConcurrentMap<Long, Integer> reports) {
        /**
         * Whether a report of some second of the clock counts in this one. Reads that came in before the second began
         * may still be under way on other threads; a clock that was set back further begins anew.
         */
        boolean counts(long second) {
            return second == number || second == number - 1;
        }
    }

    ReportRate(int perSecond) {
        this.perSecond = perSecond;
    }

    /**
     * Counts a report; false if it is one too many.
     *
     * @param client the hash of its client's name
     * @param now POSIX time in nanoseconds
     */
    boolean admits(long client, long now) {
        return at(TimeUnit.NANOSECONDS.toSeconds(now)).reports.merge(client, 1, Integer::sum) <= perSecond;
    }

    private Second at(long second) {
        Second latest = current;
        return latest.counts(second) ? latest : begin(second);
    }

    /** One thread begins a second, and all others count in it. */
    private synchronized Second begin(long second) {
        if (!current.counts(second)) {
            current = new Second(second, new ConcurrentHashMap<>());
        }
        return current;
    }
}
