package io.herd.state;

import java.util.Arrays;

/** Numbers of leaves, first in, first out. Safe for any number of threads. */
final class LeafQueue {
    static final int NONE = -1;
    private static final int SMALLEST = 16;

    /** Its length is a power of two. */
    private int[] ring = new int[SMALLEST];

    private int head;
    private int size;

    synchronized void add(int leaf) {
        if (size == ring.length) {
            int[] larger = Arrays.copyOfRange(ring, head, head + 2 * size);
            System.arraycopy(ring, 0, larger, size - head, head);
            ring = larger;
            head = 0;
        }
        ring[(head + size) & (ring.length - 1)] = leaf;
        size++;
    }

    /** Takes the leaf that waited longest; {@link #NONE} if there is none. */
    synchronized int poll() {
        if (size == 0) {
            return NONE;
        }
        int leaf = ring[head];
        head = (head + 1) & (ring.length - 1);
        size--;
        return leaf;
    }

    synchronized boolean isEmpty() {
        return size == 0;
    }

    /** All that wait, and nothing is taken. */
    synchronized int[] toArray() {
        var leaves = new int[size];
        Arrays.setAll(leaves, i -> ring[(head + i) & (ring.length - 1)]);
        return leaves;
    }
}
