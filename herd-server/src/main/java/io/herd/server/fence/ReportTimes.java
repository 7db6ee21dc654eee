package io.herd.server.fence;

import java.util.Arrays;

/**
 * The time of the newest report of each client that was heard since there are fences: a hash table of longs, 16 bytes a client and as
 * many free. Confined to one thread.
 */
final class ReportTimes {
    private static final int SMALLEST = 16;
    private static final long FREE = Long.MIN_VALUE;

    private long[] keys = new long[SMALLEST];
    private long[] times = free(SMALLEST);
    private int size;

    private static long[] free(int length) {
        long[] times = new long[length];
        Arrays.fill(times, FREE);
        return times;
    }

    /** Notes a report; false, and nothing is noted, if its time is not later than that of the last one. */
    boolean advance(long client, long timeNanos) {
        int slot = slot(client);
        if (times[slot] != FREE) {
            boolean isLater = timeNanos > times[slot];
            times[slot] = Math.max(timeNanos, times[slot]);
            return isLater;
        }
        if (2 * (size + 1) > keys.length) {
            grow();
            slot = slot(client);
        }
        keys[slot] = client;
        times[slot] = timeNanos;
        size++;
        return true;
    }

    private int slot(long client) {
        int slot = (int) client & (keys.length - 1);
        while (times[slot] != FREE && keys[slot] != client) {
            slot = (slot + 1) & (keys.length - 1);
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldTimes = times;
        keys = new long[2 * oldKeys.length];
        times = free(keys.length);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldTimes[i] != FREE) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                times[slot] = oldTimes[i];
            }
        }
    }

    /** Forgets a client, if it is there. */
    void remove(long client) {
        int slot = slot(client);
        if (times[slot] == FREE) {
            return;
        }
        times[slot] = FREE;
        size--;
        // Those behind it move up, so that searches still find them.
        for (int next = (slot + 1) & (keys.length - 1); times[next] != FREE; next = (next + 1) & (keys.length - 1)) {
            long time = times[next];
            times[next] = FREE;
            int place = slot(keys[next]);
            keys[place] = keys[next];
            times[place] = time;
        }
    }

    /** Forgets all clients. */
    void clear() {
        keys = new long[SMALLEST];
        times = free(SMALLEST);
        size = 0;
    }

    int size() {
        return size;
    }
}
