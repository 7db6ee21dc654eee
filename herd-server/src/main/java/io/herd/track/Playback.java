package io.herd.track;

/**
 * When the points of a replay are due, and which times they are sent with. All times are POSIX times in ns.
 *
 * @param first the time of the first point
 * @param start when the replay began
 * @param isShifted whether points are sent with the times of the replay instead of their own
 */
public record Playback(ReplaySpeed speed, long first, long start, boolean isShifted) {
    /** When a point of this time is to be sent: one that is older than the first at once. */
    public long due(long nanos) {
        return speed.isMax() ? start : start + (long) (Math.max(0, nanos - first) / speed.factor());
    }

    /**
     * The time that a point of this time is sent with. Of a shifted replay that has a pace it is when the point is due, so that no
     * time is ahead of the clock; without a pace, the time between two points stays as it was.
     */
    public long sentTime(long nanos) {
        if (!isShifted) {
            return nanos;
        }
        long recorded = nanos - first;
        return Math.max(0, start + (speed.isMax() ? recorded : (long) (recorded / speed.factor())));
    }
}
