package io.herd.server.kafka;

/**
 * The time before which all that this server accepted has been acknowledged by the topic. It rises whenever all that was on its way when
 * nothing else was owed has been acknowledged. Safe for any number of threads.
 */
final class AckWatermark {
    private long acknowledged;
    /** What the watermark rises to once {@link #before} is 0, unless one of these batches fails. */
    private long next;

    private boolean isMarked;
    private boolean isFailed;
    private int epoch;
    /** How many batches of earlier epochs and of this one are on their way. */
    private int before;

    private int since;

    /** @param acknowledged POSIX time in nanoseconds */
    AckWatermark(long acknowledged) {
        this.acknowledged = acknowledged;
    }

    /** A batch of records is on its way; returns its epoch. */
    synchronized int sent() {
        since++;
        return epoch;
    }

    /** Nothing that was accepted before a POSIX time in nanoseconds is owed, but for what is on its way. */
    synchronized void nothingOwed(long nanos) {
        if (!isMarked) {
            isMarked = true;
            isFailed = false;
            next = nanos;
            before = since;
            since = 0;
            epoch++;
            settle();
        }
    }

    /** A batch of an epoch has been acknowledged, or else is owed again already. */
    synchronized void done(int itsEpoch, boolean isAcknowledged) {
        if (itsEpoch == epoch) {
            since--;
        } else {
            before--;
            isFailed |= !isAcknowledged;
            settle();
        }
    }

    private void settle() {
        if (isMarked && before == 0) {
            isMarked = false;
            acknowledged = isFailed ? acknowledged : Math.max(acknowledged, next);
        }
    }

    /** POSIX time in nanoseconds. */
    synchronized long nanos() {
        return acknowledged;
    }
}
