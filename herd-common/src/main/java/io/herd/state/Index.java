package io.herd.state;

/**
 * Finds addresses by the hashes of clients: a hash table with linear probing in the order of the hashes, so that hashes
 * which begin alike are next to each other. Nothing is ever taken out: whoever removes something makes a new one of the rest.
 * Its slots only become more, so that looking into one without holding the shard is harmless.
 */
final class Index {
    static final int NONE = -1;
    private static final int SMALLEST = 4;

    // Below a hash stands an address, whose last bits are free: records begin at multiples of 8.
    private static final int TAKEN = 1;
    private static final int MARK = 2;
    private static final int BITS = 7;

    /** Hashes, addresses and bits; 0 where nothing is. At least one place is free. */
    private long[] table;

    private int size;

    /** An index that does not grow for some addresses. */
    Index(int addresses) {
        table = new long[Math.max(SMALLEST, Math.ceilDiv(4 * (addresses + 1), 3))];
    }

    /** How many slots there are. */
    int slots() {
        return table.length;
    }

    /** The slot in which to look for a hash first. */
    int first(int hash) {
        return home(Integer.toUnsignedLong(hash));
    }

    private int home(long hash) {
        return (int) ((hash * table.length) >>> Integer.SIZE);
    }

    /** The slot in which to look next. */
    int after(int slot) {
        return slot + 1 == table.length ? 0 : slot + 1;
    }

    /** The address in a slot, or {@link #NONE}. */
    int address(int slot) {
        int low = (int) table[slot];
        return low == 0 ? NONE : low & ~BITS;
    }

    /** Whether a slot that is not free bears a mark. */
    boolean isMarked(int slot) {
        return (table[slot] & MARK) != 0;
    }

    /** Gives a slot that is not free a mark, or takes it away. */
    void mark(int slot, boolean mark) {
        table[slot] = mark ? table[slot] | MARK : table[slot] & ~MARK;
    }

    boolean isFree(int slot) {
        return table[slot] == 0;
    }

    /** The hash in a slot that is not free. */
    int hash(int slot) {
        return (int) (table[slot] >>> Integer.SIZE);
    }

    /** Changes the address in a slot that is not free, and leaves its mark. */
    void setAddress(int slot, int address) {
        table[slot] = entry(hash(slot), address) | (table[slot] & MARK);
    }

    /**
     * Adds an address, without a mark, under a hash that may be there already, of another client.
     *
     * @return its slot
     */
    int add(int hash, int address) {
        if (isFull()) {
            long[] old = table;
            table = new long[grownLength()];
            for (long entry : old) {
                if (entry != 0) {
                    int _ = put((int) (entry >>> Integer.SIZE), entry);
                }
            }
        }
        size++;
        return put(hash, entry(hash, address));
    }

    /** Whether it grows when the next address is added. */
    boolean isFull() {
        return (size + 1) * 4L > table.length * 3L;
    }

    /** How many bytes it takes. */
    long bytes() {
        return (long) Long.BYTES * table.length;
    }

    /** By how many bytes it grows then. */
    long growth() {
        return (long) Long.BYTES * (grownLength() - table.length);
    }

    private int grownLength() {
        return Math.addExact(table.length, table.length / 2);
    }

    private static long entry(int hash, int address) {
        return (Integer.toUnsignedLong(hash) << Integer.SIZE) | address | TAKEN;
    }

    private int put(int hash, long entry) {
        int slot = first(hash);
        while (table[slot] != 0) {
            slot = after(slot);
        }
        table[slot] = entry;
        return slot;
    }

    /** How many slots from the {@linkplain #first first} of one hash on may be the first of hashes below another. */
    int width(int hash, long below) {
        return home(below) - first(hash);
    }
}
