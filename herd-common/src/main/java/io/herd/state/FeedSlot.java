package io.herd.state;

/** One of the feeds that may be open at a time, as the shards know it. Safe for any number of threads. */
final class FeedSlot {
    private final long bit;
    private final LeafQueue leaves = new LeafQueue();
    private volatile boolean isOpen = true;

    FeedSlot(long bit) {
        this.bit = bit;
    }

    /** What marks a report as pending in this feed; no other that is open has it. */
    long bit() {
        return bit;
    }

    /** The leaves with reports that are pending. */
    LeafQueue leaves() {
        return leaves;
    }

    boolean isOpen() {
        return isOpen;
    }

    void close() {
        isOpen = false;
    }
}
