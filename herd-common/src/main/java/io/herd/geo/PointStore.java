package io.herd.geo;

import java.util.Arrays;

/**
 * Blocks of points with their keys, side by side, so that to look through one is quick. A point is known by its place: its block
 * and its number in it. Blocks that were freed are used again. Confined to one thread.
 */
final class PointStore {
    /** How many points a block holds. */
    static final int BLOCK = 4;

    static final int NONE = -1;

    /** How many numbers a point takes: its coordinates, and its key in two halves. */
    static final int INTS = 5;

    private static final int PAGE_BITS = 10;
    private static final int PAGE = 1 << PAGE_BITS;
    private static final int BLOCKS_OF_PAGE = PAGE / BLOCK;

    /** In pages, so that to grow copies nothing. */
    private int[][] pages = new int[0][];
    /** The block behind each, or {@link #NONE}. */
    private int[] next = new int[0];

    private int used;
    private int free = NONE;

    /** An empty block, with another one behind it, or {@link #NONE}. */
    int allocate(int behind) {
        int block = free;
        if (block == NONE) {
            block = used++;
            if (block == next.length) {
                pages = Arrays.copyOf(pages, pages.length + 1);
                pages[pages.length - 1] = new int[PAGE * INTS];
                next = Arrays.copyOf(next, next.length + BLOCKS_OF_PAGE);
            }
        } else {
            free = next[block];
        }
        next[block] = behind;
        return block;
    }

    /** Frees a block; returns the one behind it. */
    int free(int block) {
        int behind = next[block];
        next[block] = free;
        free = block;
        return behind;
    }

    int next(int block) {
        return next[block];
    }

    /** The place of a point in a block. */
    static int place(int block, int number) {
        return block * BLOCK + number;
    }

    void put(int place, long key, int x, int y, int z) {
        int[] page = page(place);
        int at = at(place);
        page[at] = x;
        page[at + 1] = y;
        page[at + 2] = z;
        page[at + 3] = (int) (key >>> Integer.SIZE);
        page[at + 4] = (int) key;
    }

    int x(int place) {
        return page(place)[at(place)];
    }

    int y(int place) {
        return page(place)[at(place) + 1];
    }

    int z(int place) {
        return page(place)[at(place) + 2];
    }

    long key(int place) {
        return key(page(place), at(place));
    }

    /** The key of a point in a {@linkplain #page page}. */
    static long key(int[] page, int at) {
        return (long) page[at + 3] << Integer.SIZE | Integer.toUnsignedLong(page[at + 4]);
    }

    void copy(int from, int to) {
        System.arraycopy(page(from), at(from), page(to), at(to), INTS);
    }

    /** How many bytes are allocated. */
    long bytes() {
        return (long) Integer.BYTES * (pages.length * (long) PAGE * INTS + next.length);
    }

    /** The numbers of the points of many blocks; those of a block follow each other. */
    int[] page(int place) {
        return pages[place >>> PAGE_BITS];
    }

    /** Where in its page a point begins. */
    static int at(int place) {
        return (place & (PAGE - 1)) * INTS;
    }
}
