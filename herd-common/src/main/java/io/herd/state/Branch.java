package io.herd.state;

import io.herd.protocol.ByteWriter;
import io.herd.protocol.Bytes;
import io.herd.protocol.Report;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The clients whose hashes begin with the same digits: their reports, and the digests of the leaves that they make up by
 * the digits that follow. Safe for any number of threads.
 */
final class Branch {
    private static final int SMALLEST = 256;

    private final HerdState state;
    /** The number of this branch's first leaf. */
    private final int firstLeaf;
    /** How far to shift a hash of the index, to be left with its leaf. */
    private final int leafShift;

    /** Marks those that are owed to any neighbour. */
    private final Index index = new Index();

    private final long[] digests;
    /** The exclusive or of those of all leaves. */
    private long digest;
    /** The debts in whose queues each leaf is, by their bits. */
    private final int[] queued;

    private Records records = new Records(SMALLEST);
    /** How many bytes of the records belong to reports that have moved. */
    private int wasted;

    /**
     * A branch without clients.
     *
     * @param number of this branch among its likes
     * @param leaves how many it has: a power of two
     */
    Branch(HerdState state, int number, int leaves) {
        this.state = state;
        firstLeaf = number * leaves;
        leafShift = Integer.SIZE - Integer.numberOfTrailingZeros(leaves);
        digests = new long[leaves];
        queued = new int[leaves];
    }

    /** The digest of all that is known here. */
    synchronized long digest() {
        return digest;
    }

    synchronized long digest(int leaf) {
        return digests[leaf];
    }

    synchronized @Nullable Report find(int hash, Bytes client) {
        int slot = slot(hash, client);
        return index.isFree(slot) ? null : records.read(index.address(slot));
    }

    // What only looks does not hold the branch: others may change it meanwhile, and nothing depends on what it sees.

    /** Reads where the search for a hash begins, and what is kept of its leaf. */
    long lookForSlot(int hash) {
        return lookAt(hash, leaf(hash));
    }

    /** Reads where a leaf begins, and what is kept of it. */
    long lookForLeaf(int leaf) {
        return lookAt(leaf << leafShift, leaf);
    }

    private long lookAt(int hash, int leaf) {
        return index.address(index.first(hash)) + digests[leaf] + queued[leaf];
    }

    /** Reads from the first record under a hash, if there is any. */
    long lookForRecord(int hash) {
        int slot = index.first(hash);
        while (!index.isFree(slot) && index.hash(slot) != hash) {
            slot = index.after(slot);
        }
        return records.lookAt(index.address(slot));
    }

    /** Reads from all records of a leaf that are owed. */
    long lookForOwed(int leaf) {
        return forEach(leaf, slot -> index.isMarked(slot) && records.lookAt(index.address(slot)) != 0);
    }

    /** All reports of a leaf. */
    synchronized List<Report> reports(int leaf) {
        List<Report> reports = new ArrayList<>();
        int _ = forEach(leaf, slot -> reports.add(records.read(index.address(slot))));
        return reports;
    }

    /**
     * Keeps a client's report, and owes it to all but the teller, unless it is not newer than what stands. If it is what
     * stands, the teller knows that now and is not owed it any more.
     *
     * @return whether it stands now
     */
    boolean keep(Report report, Bytes client, int hash, HerdState.Order order, @Nullable Debt teller) {
        int leaf = leaf(hash);
        int fresh;
        synchronized (this) {
            int slot = slot(hash, client);
            int told = state.debts().openBitOf(teller);
            long change;
            if (index.isFree(slot)) {
                change = state.hash(report);
                index.add(hash, add(report, change));
                state.added();
                slot = slot(hash, client);
            } else {
                int address = index.address(slot);
                if (!order.isNewer(report, records, address)) {
                    if (told != 0 && report.line().equals(records.line(address))) {
                        settle(slot, told);
                    }
                    return false;
                }
                long reportHash = state.hash(report);
                change = reportHash ^ records.hash(address);
                replace(slot, report, reportHash);
                settle(slot, told);
            }
            digests[leaf] ^= change;
            digest ^= change;
            fresh = owe(slot, leaf, state.debts().open() & ~told);
        }
        state.debts().queue(firstLeaf + leaf, fresh);
        return true;
    }

    private int leaf(int hash) {
        return leafShift == Integer.SIZE ? 0 : hash >>> leafShift;
    }

    /** The slot of a client, or the free one where it would be. */
    private int slot(int hash, Bytes client) {
        int slot = index.first(hash);
        while (!index.isFree(slot) && !(index.hash(slot) == hash && records.isOf(index.address(slot), client))) {
            slot = index.after(slot);
        }
        return slot;
    }

    private int add(Report report, long hash) {
        int size = Records.sizeOf(report);
        if (!records.hasRoom(size)) {
            makeRoom(size);
        }
        return records.add(report, hash);
    }

    private void replace(int slot, Report report, long hash) {
        int address = index.address(slot);
        if (!records.replace(address, report, hash)) {
            int debts = records.debts(address);
            int size = records.size(address);
            int moved = add(report, hash);
            records.setDebts(moved, debts);
            index.setAddress(slot, moved);
            wasted += size;
        }
    }

    /** Moves all records to where there is room for more, and leaves behind what is wasted. */
    private void makeRoom(int size) {
        Records old = records;
        int kept = old.length() - wasted;
        records = new Records(kept + Math.max(kept / 4, size));
        for (int slot = 0; slot < index.slots(); slot++) {
            if (!index.isFree(slot)) {
                index.setAddress(slot, records.add(old, index.address(slot)));
            }
        }
        wasted = 0;
    }

    /** Adds a report to debts; returns those that its leaf has yet to be queued for. */
    private int owe(int slot, int leaf, int debts) {
        if (debts != 0) {
            int address = index.address(slot);
            index.mark(slot, true);
            records.setDebts(address, records.debts(address) | debts);
        }
        int fresh = debts & ~queued[leaf];
        queued[leaf] |= debts;
        return fresh;
    }

    /** Adds a client's report to a debt. */
    void owe(int hash, Bytes client, Debt debt) {
        int fresh;
        synchronized (this) {
            int slot = slot(hash, client);
            boolean isOwed = !index.isFree(slot) && debt.isOpen();
            fresh = isOwed ? owe(slot, leaf(hash), debt.bit()) : 0;
        }
        state.debts().queue(firstLeaf + leaf(hash), fresh);
    }

    /** Writes a leaf's reports that are in a debt and takes them off, and the leaf out of its queue; returns how many. */
    synchronized int tell(int leaf, int debt, ByteWriter out) {
        queued[leaf] &= ~debt;
        return forEach(leaf, slot -> {
            boolean isOwed = isOwed(slot, debt);
            if (isOwed) {
                settle(slot, debt);
                records.writeForNeighbour(index.address(slot), out);
            }
            return isOwed;
        });
    }

    /** Takes all reports off a debt that has ended. */
    synchronized void forget(int debt) {
        Arrays.setAll(queued, leaf -> queued[leaf] & ~debt);
        for (int slot = 0; slot < index.slots(); slot++) {
            if (!index.isFree(slot)) {
                settle(slot, debt);
            }
        }
    }

    /** How many reports of a leaf are in a debt. */
    synchronized int owed(int leaf, int debt) {
        return forEach(leaf, slot -> isOwed(slot, debt));
    }

    /** Takes a report off debts. */
    private void settle(int slot, int debts) {
        if (index.isMarked(slot)) {
            int address = index.address(slot);
            int rest = records.debts(address) & ~debts;
            records.setDebts(address, rest);
            index.mark(slot, rest != 0);
        }
    }

    private boolean isOwed(int slot, int debt) {
        return index.isMarked(slot) && (records.debts(index.address(slot)) & debt) != 0;
    }

    /** Does something with the slots of a leaf that are not free; returns how often it was of avail. */
    private int forEach(int leaf, IntPredicate action) {
        long first = (long) leaf << leafShift;
        int width = index.width((int) first, first + (1L << leafShift));
        int slot = index.first((int) first);
        int count = 0;
        for (int seen = 0; seen < width || !index.isFree(slot); seen++) {
            if (!index.isFree(slot) && leaf(index.hash(slot)) == leaf && action.test(slot)) {
                count++;
            }
            slot = index.after(slot);
        }
        return count;
    }
}
