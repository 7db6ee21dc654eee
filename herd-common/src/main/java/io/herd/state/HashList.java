package io.herd.state;

import java.util.Arrays;

/** A list of hashes of clients' names that keeps its room when it is cleared. Confined to one thread. */
final class HashList {
    private static final int SMALLEST = 16;

    private long[] hashes = new long[SMALLEST];
    private int size;

    void add(long hash) {
        if (size == hashes.length) {
            hashes = Arrays.copyOf(hashes, 2 * size);
        }
        hashes[size++] = hash;
    }

    void addAll(HashList others) {
        int together = size + others.size;
        if (together > hashes.length) {
            hashes = Arrays.copyOf(hashes, Math.max(together, 2 * size));
        }
        System.arraycopy(others.hashes, 0, hashes, size, others.size);
        size = together;
    }

    long get(int index) {
        return hashes[index];
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    void clear() {
        size = 0;
    }
}
