package io.herd.server.journal;

import java.io.IOException;
import org.slf4j.Logger;

/**
 * Looks at the disk now and then: counts the logs, and warns once when it will be too full for the next snapshot, without which the
 * log grows until it fills the disk. Times are in nanoseconds of one clock. Confined to one thread, but for what says otherwise.
 */
final class DiskWatch {
    static final long PERIOD = 10_000_000_000L;

    private final Disk disk;
    private final Logger log;
    private long nextAt;
    private boolean isShort;
    private volatile int logFiles;

    DiskWatch(Disk disk, Logger log, long now) {
        this.disk = disk;
        this.log = log;
        nextAt = now;
    }

    /**
     * Looks if it has not for a while.
     *
     * @param needed how many bytes will be written until the next snapshot is finished
     */
    void look(long needed, long now) {
        if (now >= nextAt) {
            nextAt = now + PERIOD;
            try {
                logFiles = JournalFiles.of(disk).logsFrom(0).size();
                warn(needed, disk.freeBytes());
            } catch (IOException e) {
                // The next commit fails, too, and says why.
            }
        }
    }

    /** How many logs there are. From any thread. */
    int logFiles() {
        return logFiles;
    }

    private void warn(long needed, long free) {
        boolean wasShort = isShort;
        isShort = free < needed;
        if (isShort && !wasShort) {
            log.warn(
                    "{} is almost full: {} MB are free, and up to {} MB are needed until the next snapshot is finished; without"
                            + " snapshots the log grows until reports cannot be acknowledged",
                    disk.path(),
                    free >> 20,
                    needed >> 20);
        }
    }
}
