package io.herd.server.journal;

import org.jspecify.annotations.Nullable;

/**
 * What the thread of a journal decides, apart from its waiting: each round commits what is pending, answers who has waited for that,
 * and looks after snapshots. Times are in nanoseconds of one clock that never goes back. Confined to one thread.
 */
final class JournalRounds implements AutoCloseable {
    /** How often those are looked after who wait for a disk that takes nothing. */
    private static final long PATIENT_NANOS = 50_000_000;
    /** How long nothing is looked after while there is nothing to do. */
    private static final long IDLE_NANOS = 1_000_000_000;

    private final Committer committer;
    private final Snapshots snapshots;
    private final Waiters waiters;
    private final long deadlineNanos;

    /** @param deadlineNanos how long somebody waits for a commit at most */
    JournalRounds(Committer committer, Snapshots snapshots, Waiters waiters, long deadlineNanos) {
        this.committer = committer;
        this.snapshots = snapshots;
        this.waiters = waiters;
        this.deadlineNanos = deadlineNanos;
    }

    /** Commits for all who wait by now; true if they may be answered. */
    boolean commit(long now) {
        waiters.serve();
        return committer.commit(now);
    }

    /** Answers those whom a commit was for, if it succeeded or they have waited for too long. */
    void answer(boolean isDurable, long now) {
        if (isDurable) {
            waiters.complete();
            snapshots.look(now);
        } else {
            waiters.fail(now - deadlineNanos, String.valueOf(committer.problem()));
        }
    }

    /** How long to wait for the next round, at most. */
    long pauseNanos(long now) {
        return committer.problem() == null ? Math.min(committer.forceDue() - now, IDLE_NANOS) : PATIENT_NANOS;
    }

    /** Why nothing can be written at present; null if it can. */
    @Nullable
    String problem() {
        return committer.problem();
    }

    /** Ends the snapshot under way, and the log. */
    @Override
    public void close() {
        snapshots.close();
        committer.close();
    }
}
