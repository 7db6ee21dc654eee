package io.herd.server.journal;

/** A mistake planted between the journal and its disk, to see that the tests notice. */
public enum PlantedFault {
    NONE,
    /** New names are not made to survive a power cut. */
    DIRECTORY_IS_NOT_FORCED,
    /** What is acknowledged was only written. */
    REPLY_BEFORE_FORCE,
    /** A force that fails counts as a success. */
    FAILED_FORCE_COUNTS,
    /** A snapshot gets its name, and older files are deleted, before it was forced. */
    SNAPSHOT_REPLACES_TOO_EARLY,
    /** A write that fails counts as a success. */
    FAILED_WRITE_COUNTS,
    /** A force that fails is repeated on the same log, and so succeeds without what the first one lost. */
    FAILED_FORCE_IS_REPEATED;

    public Disk between(Disk disk) {
        return new FaultyDisk(disk, this);
    }
}
