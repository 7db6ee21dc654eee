package io.herd.server.phone;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Which faults of which devices have been logged: each is once an hour, and no more than a hundred are. For any number of threads. */
final class Faults {
    private static final int MOST = 100;

    private final Set<String> logged = new HashSet<>();
    private long hour;

    /**
     * Whether a fault is to be logged.
     *
     * @param now POSIX time in nanoseconds
     */
    synchronized boolean isNew(String device, PhoneResult result, long now) {
        long thisHour = TimeUnit.NANOSECONDS.toHours(now);
        if (thisHour != hour) {
            hour = thisHour;
            logged.clear();
        }
        return logged.size() < MOST && logged.add(result + " " + device);
    }
}
