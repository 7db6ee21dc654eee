package io.herd.server.client;

import io.herd.protocol.Bytes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * How many reports of each client came in this second of the clock. Remembers no earlier second, and only the clients that
 * reported in this one. Safe for any number of threads, which may miscount where one second gives way to the next.
 */
final class ReportRate {
    private final int perSecond;
    private volatile Second current = new Second(0, Map.of());

    private record Second(long number, Map<Bytes, Integer> reports) {}

    ReportRate(int perSecond) {
        this.perSecond = perSecond;
    }

    /**
     * Counts a report; false if it is one too many.
     *
     * @param now POSIX time in nanoseconds
     */
    boolean admits(Bytes client, long now) {
        long number = TimeUnit.NANOSECONDS.toSeconds(now);
        Second second = current;
        if (second.number != number) {
            second = new Second(number, new ConcurrentHashMap<>());
            current = second;
        }
        return second.reports.merge(client, 1, Integer::sum) <= perSecond;
    }
}
