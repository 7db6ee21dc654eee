package io.herd.state;

import java.util.Arrays;

/** Numbers of leaves, first in, first out. Safe for any number of threads. */
final class LeafQueue {
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

    /** Takes the leaves that waited longest, as many as fit; returns how many there are. */
    synchronized int poll(int[] taken) {
        int count = Math.min(size, taken.length);
        for (int i = 0; i < count; i++) {
            taken[i] = at(i);
        }
        head = (head + count) & (ring.length - 1);
        size -= count;
        return count;
    }

    synchronized boolean isEmpty() {
        return size == 0;
    }

    /** The leaf that is as many behind the head. */
    private int at(int behind) {
        return ring[(head + behind) & (ring.length - 1)];
    }
}
