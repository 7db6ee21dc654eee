package io.herd.state;

import io.herd.protocol.ReportLine;
import org.jspecify.annotations.Nullable;

/** One of the feeds that may be open at a time, as the shards know it. Safe for any number of threads. */
final class FeedSlot {
    private final long bit;
    private final LeafQueue leaves = new LeafQueue();
    private final @Nullable ChangeBuffer buffer;
    /** Whether changes are marked as pending, since the buffer was full: until none is marked any more, so that none waits long. */
    private volatile boolean isBehind;

    private volatile boolean isOpen = true;

    /** @param buffer null for a feed that only marks what is pending */
    FeedSlot(long bit, @Nullable ChangeBuffer buffer) {
        this.bit = bit;
        this.buffer = buffer;
    }

    @Nullable
    ChangeBuffer buffer() {
        return buffer;
    }

    /** Puts a change into the buffer, if there is one and its sink keeps up; false if it is to be marked as pending. */
    boolean buffer(ReportLine report, long clientHash) {
        return buffer != null && !isBehind && buffer.add(report, clientHash);
    }

    /** Puts a leaf with reports that are pending into the queue. */
    void queue(int leaf) {
        isBehind = true;
        leaves.add(leaf);
    }

    /** Nothing was marked as pending when last looked at. */
    void caughtUp() {
        isBehind = false;
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
