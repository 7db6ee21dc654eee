package io.herd.server.journal;

/** Decides when a snapshot is due. Times are in nanoseconds of one clock. Confined to one thread. */
final class SnapshotSchedule {
    /** Logs up to this are loaded in two seconds or three; a busy server of few clients would take snapshots all the time otherwise. */
    static final long SMALLEST = 256 << 20;

    static final long DAY = 24 * 3_600_000_000_000L;
    /** After a start with logs of an earlier one, or after a failure. */
    static final long SOON = 600_000_000_000L;

    private long snapshotBytes;
    /** How many bytes had been logged when the newest snapshot began. */
    private long covered;

    private long dueAt;

    SnapshotSchedule(LoadedJournal loaded, long now) {
        snapshotBytes = loaded.snapshotBytes();
        long wait = loaded.logBytes() == 0 ? DAY : SOON;
        dueAt = now + (loaded.isDamaged() ? 0 : wait);
    }

    /** @param logged how many bytes have been logged in all */
    boolean isDue(long logged, long now) {
        return bytesUntilDue(logged) == 0 || now >= dueAt;
    }

    /** How much longer logs may become until a snapshot is due. */
    long bytesUntilDue(long logged) {
        return Math.max(0, Math.max(SMALLEST, 2 * snapshotBytes) - (logged - covered));
    }

    /** A snapshot is there that began after so many bytes had been logged. */
    void finished(long bytes, long loggedBefore, long now) {
        snapshotBytes = bytes;
        covered = loggedBefore;
        dueAt = now + DAY;
    }

    /** A snapshot failed. The next is due later, even if the log is long. */
    void failed(long logged, long now) {
        covered = logged;
        dueAt = now + SOON;
    }
}
