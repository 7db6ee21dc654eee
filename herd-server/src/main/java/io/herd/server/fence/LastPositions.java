package io.herd.server.fence;

import io.herd.geo.Position;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * When and where each client was last: a hash table in arrays, 24 bytes a client and as many free. Positions are kept to a centimetre.
 * Confined to one thread.
 */
final class LastPositions {
    private static final int SMALLEST = 16;
    private static final long FREE = Long.MIN_VALUE;
    private static final double UNITS_PER_DEGREE = 1e7;

    private long[] keys = new long[SMALLEST];
    private long[] times = free(SMALLEST);
    private int[] latitudes = new int[SMALLEST];
    private int[] longitudes = new int[SMALLEST];
    private int size;

    private static long[] free(int length) {
        long[] times = new long[length];
        Arrays.fill(times, FREE);
        return times;
    }

    /** Where a client was last; null if it is not known. */
    @Nullable
    Position find(long client) {
        int slot = slot(client);
        return times[slot] == FREE ? null : at(slot);
    }

    private Position at(int slot) {
        return new Position(latitudes[slot] / UNITS_PER_DEGREE, longitudes[slot] / UNITS_PER_DEGREE);
    }

    /** Notes a report; false, and nothing is noted, if its time is not later than that of the last one. */
    boolean advance(long client, long timeNanos, Position position) {
        int slot = slot(client);
        if (times[slot] == FREE) {
            if (2 * (size + 1) > keys.length) {
                grow();
                slot = slot(client);
            }
            size++;
        } else if (timeNanos <= times[slot]) {
            return false;
        }
        put(slot, client, timeNanos, (int) Math.rint(position.latitude() * UNITS_PER_DEGREE), (int)
                Math.rint(position.longitude() * UNITS_PER_DEGREE));
        return true;
    }

    private void put(int slot, long client, long timeNanos, int latitude, int longitude) {
        keys[slot] = client;
        times[slot] = timeNanos;
        latitudes[slot] = latitude;
        longitudes[slot] = longitude;
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
        int[] oldLatitudes = latitudes;
        int[] oldLongitudes = longitudes;
        keys = new long[2 * oldKeys.length];
        times = free(keys.length);
        latitudes = new int[keys.length];
        longitudes = new int[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldTimes[i] != FREE) {
                put(slot(oldKeys[i]), oldKeys[i], oldTimes[i], oldLatitudes[i], oldLongitudes[i]);
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
            put(slot(keys[next]), keys[next], time, latitudes[next], longitudes[next]);
        }
    }

    /** All clients. */
    long[] clients() {
        long[] clients = new long[size];
        int found = 0;
        for (int slot = 0; slot < keys.length; slot++) {
            if (times[slot] != FREE) {
                clients[found++] = keys[slot];
            }
        }
        return clients;
    }

    /** Gives all clients to an action, which must leave the table as it is. */
    void forEach(Action action) {
        for (int slot = 0; slot < keys.length; slot++) {
            if (times[slot] != FREE) {
                action.take(keys[slot], at(slot));
            }
        }
    }

    /** What is done with a client. */
    @FunctionalInterface
    interface Action {
        void take(long client, Position position);
    }

    int size() {
        return size;
    }

    /** How many bytes are allocated. */
    long bytes() {
        return (2L * Long.BYTES + 2L * Integer.BYTES) * keys.length;
    }
}
