package io.herd.server.journal;

import io.herd.protocol.Bytes;
import io.herd.protocol.Prefix;
import io.herd.state.ChangeFeed;
import java.util.List;
import java.util.Set;

/**
 * What a journal held when it was loaded.
 *
 * @param nextNumber the number of the next log: above that of every file
 * @param lastLog the number of the last log; 0 if there is none
 * @param snapshotBytes how long the snapshot is; 0 if there is none
 * @param logBytes how long the logs behind it are, together
 * @param records how many reports were read
 * @param notKept how many of these the state had no room for
 * @param damagedBatches how many batches were missing or damaged, with others behind them
 * @param missingFiles how many files were missing
 * @param tornLogs how many logs had an end that was written in part, as a power cut leaves it
 * @param damaged the names of the files with damage, or that could not be forced
 * @param since when the memory began: POSIX time in nanoseconds
 * @param uncertain the clients of the batches that may not have been forced; they are to be written again
 * @param isAllUncertain whether that holds for more than are listed, so that all is to be written again
 */
record LoadedJournal(
        long nextNumber,
        long lastLog,
        long snapshotBytes,
        long logBytes,
        long records,
        long notKept,
        long damagedBatches,
        long missingFiles,
        long tornLogs,
        Set<String> damaged,
        long since,
        List<Bytes> uncertain,
        boolean isAllUncertain) {
    /** Makes pending what may not be durable, so that it is written again before anything else is acknowledged. */
    void makePending(ChangeFeed feed) {
        uncertain.forEach(feed::add);
        if (isAllUncertain) {
            feed.addAll(Prefix.ROOT);
        }
    }

    boolean isDamaged() {
        return damagedBatches > 0 || missingFiles > 0 || !damaged.isEmpty();
    }
}
