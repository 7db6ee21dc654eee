package io.herd.server.journal;

import io.herd.protocol.ByteWriter;
import io.herd.protocol.Prefix;
import io.herd.protocol.Report;
import io.herd.state.HerdState;
import java.io.IOException;
import java.util.Iterator;
import java.util.Set;

/**
 * Writes all that is known to a file, while reports go on, and deletes what is older. The log of the same number was begun before
 * it: so snapshot and log together hold everything. Goes on step by step, each with a force, so that commits do not have to wait for
 * long behind it. Confined to one thread.
 */
final class Snapshot implements AutoCloseable {
    /** How much a step writes, at least, but for the last one. */
    private static final int STEP = 1 << 20;

    private static final int BATCH = BatchHeader.MOST_BYTES - 32 * 1_024;

    private final Disk disk;
    private final HerdState state;
    private final long number;
    private final Set<String> damaged;
    private final BatchWriter file;
    private final Iterator<Report> reports;
    private final ByteWriter batch = new ByteWriter(BatchHeader.MOST_BYTES);
    /** How many reports are in the batch. */
    private int batched;

    private long stepped;

    /**
     * Begins a snapshot.
     *
     * @param number that of the log that was begun before
     * @param since when the memory began: POSIX time in nanoseconds
     * @param damaged files that are not deleted but renamed, for people to look at
     */
    Snapshot(Disk disk, HerdState state, String server, long number, long fileId, long since, Set<String> damaged)
            throws IOException {
        this.disk = disk;
        this.state = state;
        this.number = number;
        this.damaged = damaged;
        var header = new FileHeader(true, server, number, fileId, 0, since);
        file = BatchWriter.create(disk, FileName.unfinished(number), header);
        reports = state.tree().reports(Prefix.ROOT).iterator();
    }

    /** Writes the next part, or what ends it; true once all is done. After an exception it is only closed. */
    boolean step() throws IOException {
        while (reports.hasNext() && file.length() - stepped < STEP) {
            reports.next().writeForNeighbour(batch);
            batched++;
            if (batch.length() >= BATCH || !reports.hasNext()) {
                file.add(batch.take(), batched, state.horizon().latest());
                batched = 0;
            }
        }
        boolean isLast = !reports.hasNext();
        if (isLast) {
            file.addFooter(state.horizon().latest());
        }
        file.force();
        stepped = file.length();
        if (isLast) {
            replaceOlder();
        }
        return isLast;
    }

    private void replaceOlder() throws IOException {
        file.close();
        disk.rename(
                FileName.unfinished(number).toString(),
                FileName.snapshot(number).toString());
        disk.forceDirectory();
        for (String each : disk.list()) {
            FileName name = FileName.parse(each);
            if (name != null && name.number() < number) {
                if (damaged.contains(each)) {
                    disk.rename(each, each + ".damaged");
                } else {
                    disk.delete(each);
                }
            }
        }
    }

    /** How many bytes were written. */
    long length() {
        return file.length();
    }

    /** Closes the file, whether it is finished or not. */
    @Override
    public void close() {
        file.close();
    }
}
