package io.herd.state;

import io.herd.protocol.Bytes;
import io.herd.protocol.RecordKind;
import io.herd.protocol.ReportLine;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The records of a shard's clients: an index by the hashes of their names, and an arena that holds what it points to. Confined to
 * whoever holds the shard, but for what only prefetches.
 */
final class ClientTable {
    /** Records move to leave behind what is wasted once that is such a part of all. */
    private static final int WASTE = 4;

    private final Capacity capacity;
    private Index index = new Index(0);
    private RecordArena records = new RecordArena();
    /** How many bytes of the records belong to reports that have moved. */
    private int wasted;

    ClientTable(Capacity capacity) {
        this.capacity = capacity;
        boolean _ = capacity.addBytes(records.bytes() + index.bytes());
    }

    /** The slot of a client, or the free one where it would be. */
    int slot(int hash, Bytes client) {
        int slot = index.first(hash);
        while (!index.isFree(slot) && !(index.hash(slot) == hash && records.isOf(index.address(slot), client))) {
            slot = index.after(slot);
        }
        return slot;
    }

    Index index() {
        return index;
    }

    RecordArena records() {
        return records;
    }

    /** The address of the record in a slot that is not free. */
    int address(int slot) {
        return index.address(slot);
    }

    /** Adds the first report of a client; returns its slot, or {@link Index#NONE} if there is no room for it. */
    int add(int hash, ReportLine report, long reportHash) {
        if (!capacity.add(report.kind())) {
            return Index.NONE;
        }
        boolean fits = makeRoom(RecordArena.sizeOf(report)) && (!index.isFull() || capacity.addBytes(index.growth()));
        if (!fits) {
            capacity.remove(report.kind());
            return Index.NONE;
        }
        return index.add(hash, records.add(report, reportHash));
    }

    /** Puts a newer report in the place of a client's last one; false if there is no room for it. */
    boolean replace(int slot, ReportLine report, long reportHash) {
        RecordKind before = records.kind(index.address(slot));
        RecordKind after = report.kind();
        if (before != after && !capacity.add(after)) {
            return false;
        }
        boolean fits = put(slot, report, reportHash);
        if (before != after) {
            capacity.remove(fits ? before : after);
        }
        return fits;
    }

    private boolean put(int slot, ReportLine report, long reportHash) {
        if (records.replace(index.address(slot), report, reportHash)) {
            return true;
        }
        if (!makeRoom(RecordArena.sizeOf(report))) {
            return false;
        }
        int address = index.address(slot);
        int moved = records.add(report, reportHash);
        records.setFeeds(moved, records.feeds(address));
        wasted += records.size(address);
        index.setAddress(slot, moved);
        return true;
    }

    /** Has room for a record of that size; false, and nothing has changed, if that takes more bytes than are allowed. */
    private boolean makeRoom(int size) {
        if (records.growth(size) > 0 && wasted > records.length() / WASTE) {
            leaveWaste();
        }
        int growth = records.growth(size);
        boolean isAllowed = growth == 0 || capacity.addBytes(growth);
        if (isAllowed) {
            records.grow(size);
        }
        return isAllowed;
    }

    /** Moves all records to where nothing is wasted; they stay in their slots. */
    private void leaveWaste() {
        RecordArena old = records;
        records = new RecordArena();
        for (int slot = 0; slot < index.slots(); slot++) {
            if (!index.isFree(slot)) {
                int address = index.address(slot);
                records.grow(old.size(address));
                index.setAddress(slot, records.add(old, address));
            }
        }
        wasted = 0;
        boolean _ = capacity.addBytes((long) records.bytes() - old.bytes());
    }

    /** Keeps only some records, by their addresses, and gives back the memory of the others. */
    void retain(IntPredicate isKept) {
        RecordArena old = records;
        Index before = index;
        int[] kept = IntStream.range(0, before.slots())
                .filter(slot -> !before.isFree(slot) && isKept.test(before.address(slot)))
                .toArray();
        records = new RecordArena();
        index = new Index(kept.length);
        for (int slot : kept) {
            int address = before.address(slot);
            records.grow(old.size(address));
            int moved = index.add(before.hash(slot), records.add(old, address));
            index.mark(moved, before.isMarked(slot));
        }
        wasted = 0;
        boolean _ = capacity.addBytes((long) records.bytes() - old.bytes() + index.bytes() - before.bytes());
    }

    /** Does something with all slots that are not free; returns for how many it returned true. */
    int forEach(IntPredicate action) {
        int count = 0;
        for (int slot = 0; slot < index.slots(); slot++) {
            if (!index.isFree(slot) && action.test(slot)) {
                count++;
            }
        }
        return count;
    }

    /**
     * Does something with the slots of all hashes from one up to another that are not free, and perhaps with some of their
     * neighbours'; returns for how many it returned true.
     *
     * @param below where the hashes end, unsigned
     */
    int forEach(int from, long below, IntPredicate action) {
        int width = index.width(from, below);
        int slot = index.first(from);
        int count = 0;
        for (int seen = 0; seen < width || !index.isFree(slot); seen++) {
            if (!index.isFree(slot) && action.test(slot)) {
                count++;
            }
            slot = index.after(slot);
        }
        return count;
    }

    // What only looks does not hold the shard: others may change it meanwhile, and nothing depends on what it sees.

    /** Reads where the search for a hash begins. */
    long prefetchSlot(int hash) {
        Index seen = index;
        return seen.address(seen.first(hash));
    }

    /** Reads from the first record under a hash, if there is any. */
    long prefetchRecord(int hash) {
        Index seen = index;
        int slot = seen.first(hash);
        while (!seen.isFree(slot) && seen.hash(slot) != hash) {
            slot = seen.after(slot);
        }
        return records.touch(seen.address(slot));
    }
}
