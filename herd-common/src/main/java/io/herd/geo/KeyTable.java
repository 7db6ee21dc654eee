package io.herd.geo;

import java.util.Arrays;
import java.util.function.IntToLongFunction;

/**
 * Finds numbers that are not negative by keys that are evenly spread, such as hashes: a hash table with linear probing that keeps
 * no keys, since whoever has a number can tell its key. Confined to one thread.
 */
final class KeyTable {
    static final int NONE = -1;
    private static final int SMALLEST = 16;

    private final IntToLongFunction keyOf;
    /** Its length is a power of two. */
    private int[] table = filled(SMALLEST);

    private int size;

    /** @param keyOf the key of each number */
    KeyTable(IntToLongFunction keyOf) {
        this.keyOf = keyOf;
    }

    private static int[] filled(int length) {
        int[] table = new int[length];
        Arrays.fill(table, NONE);
        return table;
    }

    int size() {
        return size;
    }

    /** The number of a key, or {@link #NONE}. */
    int get(long key) {
        return table[slot(key)];
    }

    /** Adds the number of a key that has none. */
    void add(long key, int number) {
        if (4L * (size + 1) > 3L * table.length) {
            int[] old = table;
            table = filled(Math.multiplyExact(2, old.length));
            for (int each : old) {
                if (each != NONE) {
                    table[slot(keyOf.applyAsLong(each))] = each;
                }
            }
        }
        table[slot(key)] = number;
        size++;
    }

    /** Changes the number of a key from one to another; what both belong to must be in place. */
    void replace(long key, int number, int newNumber) {
        int slot = home(key);
        while (table[slot] != number) {
            slot = after(slot);
        }
        table[slot] = newNumber;
    }

    /** Removes a key that has a number. */
    void remove(long key) {
        int free = slot(key);
        size--;
        // What stands behind moves up, unless it would come before its place.
        for (int slot = after(free); table[slot] != NONE; slot = after(slot)) {
            int home = home(keyOf.applyAsLong(table[slot]));
            if (((slot - home) & mask()) >= ((slot - free) & mask())) {
                table[free] = table[slot];
                free = slot;
            }
        }
        table[free] = NONE;
    }

    /** How many bytes are allocated. */
    long bytes() {
        return (long) Integer.BYTES * table.length;
    }

    /** The slot of a key, or the free one where it would be. */
    private int slot(long key) {
        int slot = home(key);
        while (table[slot] != NONE && keyOf.applyAsLong(table[slot]) != key) {
            slot = after(slot);
        }
        return slot;
    }

    private int home(long key) {
        return (int) (key >>> Integer.SIZE) & mask();
    }

    private int after(int slot) {
        return (slot + 1) & mask();
    }

    private int mask() {
        return table.length - 1;
    }
}
