package io.herd.server.client;

import io.herd.protocol.ByteWriter;
import io.herd.protocol.Bytes;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The replies of one connection, in the order of its commands, though some take longer than others. Finished replies
 * gather in a writer; one that takes longer keeps its {@linkplain #reserve slot}, and what comes behind it waits.
 */
final class Replies {
    private static final int USUAL_SIZE = 512;

    private static final Bytes NOTHING = Bytes.of("");

    private final Queue<Slot> slots = new ArrayDeque<>();
    private ByteWriter ready = new ByteWriter(USUAL_SIZE);
    /** Where finished replies go: behind the last slot. */
    private ByteWriter last = ready;

    /** How many bytes came behind the last slot: about as many will behind the next. */
    private int usual;

    private int waiting;
    /** The bytes allocated for all that waits, or expected to be, but for the last part, which still grows. */
    private int held;

    /** Begins the next reply, to be written to the end at once. */
    ByteWriter next() {
        if (!slots.isEmpty()) {
            waiting++;
        }
        return last;
    }

    /**
     * Reserves a slot for a reply, or for nothing at all, that will be {@linkplain Slot#fill known later}.
     *
     * @param bytes how many it, and what it waits for, will probably take; they count as held from now on
     */
    Slot reserve(int bytes) {
        var slot = new Slot(bytes);
        held += heldBy(last) + bytes;
        slots.add(slot);
        last = slot.behind;
        waiting++;
        return slot;
    }

    /**
     * The same in place of the reply that was begun last, of which nothing is written yet.
     *
     * @param bytes as above
     */
    Slot defer(int bytes) {
        if (!slots.isEmpty()) {
            waiting--;
        }
        return reserve(bytes);
    }

    /** How many replies wait for an earlier one, or are waited for. */
    int waiting() {
        return waiting;
    }

    /** How many bytes are allocated for what waits, or will be. */
    int held() {
        return held + heldBy(last);
    }

    private int heldBy(ByteWriter part) {
        return part == ready ? 0 : part.capacity();
    }

    /** How many bytes may leave now. */
    int ready() {
        return ready.length();
    }

    /** Takes all that may leave now; null if there is nothing. */
    @Nullable
    Bytes take() {
        return ready.isEmpty() ? null : ready.take();
    }

    private void moveUp() {
        for (Slot head = slots.peek(); head != null && head.content != null; head = slots.peek()) {
            held -= head.content.length() + (head.behind == last ? 0 : head.behind.capacity());
            ready.write(head.content);
            usual = head.behind.length();
            ready.moveFrom(head.behind);
            slots.remove();
        }
        if (slots.isEmpty()) {
            last = ready;
            waiting = 0;
        }
    }

    /** Has the next part of a reply that comes {@linkplain Slot#fillInParts in parts} leave; false if it is no such reply's turn. */
    boolean writePart() {
        Slot head = slots.peek();
        if (head == null || head.parts == null) {
            return false;
        }
        if (!head.parts.writeNext(ready)) {
            head.fill(NOTHING);
        }
        return true;
    }

    /** A reply that would take much memory as a whole. */
    interface Parts {
        /** Writes the next part; returns whether there are more. */
        boolean writeNext(ByteWriter out);
    }

    /** The slot of a reply in the order. */
    final class Slot {
        private final ByteWriter behind = new ByteWriter(usual);
        private int expected;
        private @Nullable Bytes content;
        private @Nullable Parts parts;

        private Slot(int expected) {
            this.expected = expected;
        }

        void fill(Bytes reply) {
            content = reply;
            held += reply.length() - expected;
            moveUp();
        }

        /** @param bytes about how many it takes until all parts have left */
        void fillInParts(Parts reply, int bytes) {
            parts = reply;
            held += bytes - expected;
            expected = bytes;
        }
    }
}
