package io.herd.cli;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** How servers have answered reports. One thread adds, others may read. */
final class ReportTally {
    private static final String REFUSED = "? ";

    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong stale = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private volatile @Nullable String firstRefused;

    /**
     * Counts a reply.
     *
     * @param report what was sent: client, location and time
     */
    void count(String report, String reply) {
        if (reply.startsWith(REFUSED)) {
            if (refused.getAndIncrement() == 0) {
                firstRefused = report;
            }
        } else if (reply.endsWith(" " + report)) {
            accepted.incrementAndGet();
        } else {
            stale.incrementAndGet();
        }
    }

    /** How many reports stand, or stood already. */
    long accepted() {
        return accepted.get();
    }

    /** How many were older than what stands. */
    long stale() {
        return stale.get();
    }

    long refused() {
        return refused.get();
    }

    /** The first that was refused; null if none was. */
    @Nullable
    String firstRefused() {
        return firstRefused;
    }
}
