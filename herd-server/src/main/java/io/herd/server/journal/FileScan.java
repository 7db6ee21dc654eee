package io.herd.server.journal;

import java.io.IOException;
import java.util.function.Consumer;

/**
 * What was found in a file of a journal when all of it was read.
 *
 * @param header what its first page says
 * @param bytes how long it is
 * @param batches how many whole batches it has
 * @param records how many reports these have
 * @param missing how many batches are missing that had been forced
 * @param torn how many bytes of an unfinished write stand at its end
 * @param unreadable how many bytes the disk did not return
 * @param horizon the latest horizon in it
 * @param isComplete whether it ends with a footer that counts as many reports
 */
record FileScan(
        FileName name,
        FileHeader.Result header,
        long bytes,
        long batches,
        long records,
        long missing,
        long torn,
        long unreadable,
        long horizon,
        boolean isComplete) {

    /** How damaged a file is. */
    enum Condition {
        INTACT,
        /** A log whose last write, which was not acknowledged, was cut off by a crash. */
        TORN,
        /** Something is missing that had been forced, or cannot be read. */
        DAMAGED
    }

    /** Reads a file as far as the disk returns it, and hands on its batches of reports. */
    static FileScan of(FileName name, Disk.Input file, Consumer<BatchScanner.Batch> batches) throws IOException {
        var input = new SalvagingInput(file);
        var scanner = new BatchScanner(input);
        long count = 0;
        long records = 0;
        long horizon = 0;
        boolean isComplete = false;
        for (BatchScanner.Batch batch = scanner.next(); batch != null; batch = scanner.next()) {
            horizon = Math.max(horizon, batch.header().horizon());
            if (batch.header().isFooter()) {
                isComplete = batch.header().count() == records;
            } else {
                count++;
                records += batch.header().count();
                batches.accept(batch);
            }
        }
        return new FileScan(
                name,
                scanner.header(),
                input.size(),
                count,
                records,
                scanner.missing(),
                scanner.torn(),
                input.unreadable(),
                horizon,
                isComplete);
    }

    /** The scan of a file that cannot even be opened. */
    static FileScan unopened(FileName name) {
        return new FileScan(name, new FileHeader.Result.Damaged(), 0, 0, 0, 0, 0, FileHeader.LENGTH, 0, false);
    }

    Condition condition() {
        boolean hasHeader = header instanceof FileHeader.Result.Whole;
        boolean isUnfinished = !hasHeader && batches == 0 && bytes <= FileHeader.LENGTH;
        boolean isCutOff = name.kind() == FileName.Kind.SNAPSHOT && !isComplete;
        if (missing > 0 || unreadable > 0 || (!hasHeader && !isUnfinished) || isCutOff) {
            return Condition.DAMAGED;
        }
        return torn > 0 || isUnfinished ? Condition.TORN : Condition.INTACT;
    }

    /**
     * Throws if this program must not use the file.
     *
     * @param directory where it is
     * @param server whose it must be
     */
    void checkUsable(String directory, String server) throws JournalException {
        String path = directory + "/" + name;
        if (header instanceof FileHeader.Result.Unknown(int version)) {
            throw new JournalException(
                    path,
                    "its format is version " + version + ", and this program knows version " + FileHeader.VERSION);
        }
        if (header instanceof FileHeader.Result.Whole(var whole)
                && !whole.server().equals(server)) {
            throw new JournalException(path, "is of the server " + whole.server() + ", not of " + server);
        }
    }

    /** The number of the log before it; 0 where there is none or the header does not tell. */
    long previous() {
        return header instanceof FileHeader.Result.Whole(var whole) ? whole.previous() : 0;
    }
}
